package io.flyball.connectors.file;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TextException;
import io.flyball.connectors.text.TextTable;
import io.flyball.core.bandit.ope.LogRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Decisions with their rewards in tables that others wrote: text with delimiters, JSON or any other
 * format that {@link TextTable} reads, VW's dsjson among them. A row that cannot be used is skipped
 * and counted, or ends a strict reading.
 *
 * <p>The eligible arms of a row are those of its field {@code arms}, else those that columns of
 * probabilities name, else all that the log shows, for which it is read once more.
 */
public final class TableDecisions {
  private final List<Path> files;
  private final DecisionLayout layout;
  private List<String> problems = List.of();
  private String[] arms;
  private int dimension;
  private long rows;
  private long skipped;

  private TableDecisions(List<Path> files, DecisionLayout layout) {
    this.files = files;
    this.layout = layout;
  }

  /**
   * Opens tables; reads no row yet.
   *
   * @throws IOException when a file cannot be opened
   * @throws TextException when it lacks a column that is needed
   */
  public static TableDecisions of(List<Path> files, DecisionLayout layout) throws IOException {
    for (Path file : files) {
      try (TextTable table = layout.open(file)) {
        layout.require(file, table);
      }
    }
    return new TableDecisions(files, layout);
  }

  /** Ids of all arms, for which the log is read. */
  public List<String> arms() {
    look();
    return List.of(arms);
  }

  /** Length of a context, for which the log is read; 0 where it has none. */
  public int dimension() {
    look();
    return dimension;
  }

  /** Whether rows carry features by name. */
  public boolean named() {
    return layout.dsjson();
  }

  private void look() {
    if (arms != null) {
      return;
    }
    NavigableSet<String> all = new TreeSet<>(OpenBanditDecisions::byNumber);
    String[][] last = {null};
    try (Stream<LogRow> read = read(null)) {
      read.forEach(
          row -> {
            if (!row.decision().named()) {
              dimension = Math.max(dimension, row.decision().context().length);
            }
            if (row.decision().arms() != last[0]) {
              last[0] = row.decision().arms();
              all.addAll(List.of(last[0]));
            }
          });
    }
    arms = all.toArray(String[]::new);
  }

  /** The decisions, read as they are asked for; close the stream to close the files. */
  public Stream<LogRow> rows() {
    boolean known = layout.namesArms();
    if (!known) {
      look();
    }
    return read(known ? null : arms);
  }

  private Stream<LogRow> read(String[] eligible) {
    rows = 0;
    skipped = 0;
    problems = new ArrayList<>();
    return files.stream().flatMap(file -> read(file, eligible));
  }

  private Stream<LogRow> read(Path file, String[] eligible) {
    try {
      TextTable table = layout.open(file);
      DecisionRow reader = new DecisionRow(layout, table, eligible);
      return table.rows(reader::of).onClose(() -> add(file, table.report()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path file, ReadReport report) {
    rows += report.rows();
    skipped += report.skipped();
    report.lines().forEach(line -> problems.add(file + ": " + line));
  }

  /** How the files were read and the first rows skipped, once a stream was closed. */
  public List<String> report() {
    return List.copyOf(problems);
  }

  /** Rows skipped in the last reading, of {@link #read} ones. */
  public long skipped() {
    return skipped;
  }

  /** Rows of the last reading, used or not. */
  public long read() {
    return rows;
  }
}
