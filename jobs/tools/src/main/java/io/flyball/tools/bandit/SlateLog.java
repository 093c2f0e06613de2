package io.flyball.tools.bandit;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.RowStream;
import io.flyball.connectors.text.TextException;
import io.flyball.connectors.text.TextFile;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.vw.Dsjson;
import io.flyball.connectors.vw.VwFormatException;
import io.flyball.connectors.vw.VwLine;
import io.flyball.connectors.vw.VwText;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.core.bandit.ope.LoggedSlate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Slates of VW's dsjson (CCB and slates), and decisions of its text. A line that cannot be used is
 * skipped and counted, or ends a strict reading. As a log of decisions each position is one.
 */
public final class SlateLog implements DecisionLog {
  private final List<Path> files;
  private final TextOptions text;
  private final String format;
  private final Supplier<Reading> reading;
  private final Set<String> arms = new LinkedHashSet<>();
  private List<String> problems = new ArrayList<>();
  private int positions;
  private boolean global;
  private long skipped;

  private SlateLog(List<Path> files, TextOptions text, String format, Supplier<Reading> reading) {
    this.files = files;
    this.text = text;
    this.format = format;
    this.reading = reading;
  }

  /** What the lines of a file mean; null is the end. */
  private interface Reading {
    /** The decision that a line ends, if it ends one. */
    VwLine read(String line) throws VwFormatException;
  }

  /** Slates of dsjson. */
  static SlateLog dsjson(List<Path> files, TextOptions text) {
    SlateLog log =
        new SlateLog(
            files,
            text,
            "dsjson with slots",
            () -> {
              Dsjson dsjson = new Dsjson();
              return line -> line == null || line.isBlank() ? null : dsjson.read(line);
            });
    log.look();
    return log;
  }

  /**
   * Text examples of Vowpal Wabbit, with one slot or several.
   *
   * @param actions of examples without a line for each; 0 where they have one
   */
  static SlateLog vw(List<Path> files, TextOptions text, int actions) {
    SlateLog log =
        new SlateLog(
            files,
            text,
            "text of Vowpal Wabbit",
            () -> {
              VwText examples = new VwText(actions);
              return line -> line == null ? examples.end() : examples.read(line);
            });
    log.look();
    return log;
  }

  /** Reads the log once, for what all slates have in common. */
  private void look() {
    boolean[] apart = {false};
    try (Stream<LoggedSlate> slates = slates()) {
      slates.forEach(
          slate -> {
            positions = Math.max(positions, slate.positions().size());
            apart[0] |= !slate.global();
            global |= slate.global();
            slate.positions().forEach(row -> arms.addAll(List.of(row.decision().arms())));
          });
    }
    if (global && apart[0]) {
      throw new IllegalArgumentException(
          "some slates have a reward for each position and some one for all: evaluate them apart");
    }
  }

  /** Positions of the longest slate. */
  public int positions() {
    return positions;
  }

  /** Whether a slate has one reward for all its positions. */
  public boolean global() {
    return global;
  }

  @Override
  public List<String> arms() {
    return List.copyOf(arms);
  }

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public boolean named() {
    return true;
  }

  @Override
  public Stream<LogRow> rows() {
    return slates().flatMap(slate -> slate.positions().stream());
  }

  /** The slates, read as they are asked for; close the stream to close the files. */
  public Stream<LoggedSlate> slates() {
    problems = new ArrayList<>();
    skipped = 0;
    return files.stream().flatMap(this::read);
  }

  private Stream<LoggedSlate> read(Path file) {
    try {
      TextFile open = TextFile.open(file, text.encoding());
      ReadReport report = new ReadReport();
      report.assume(format);
      BufferedReader in = new BufferedReader(open.reader());
      Reading lines = reading.get();
      long[] line = {0};
      return RowStream.of(() -> next(file, in, lines, line, report), open)
          .onClose(() -> add(file, report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LoggedSlate next(
      Path file, BufferedReader in, Reading lines, long[] line, ReadReport report)
      throws IOException {
    while (true) {
      String read = in.readLine();
      line[0] += read == null ? 0 : 1;
      try {
        VwLine vw = lines.read(read);
        if (vw == null) {
          if (read == null) {
            return null;
          }
          continue;
        }
        report.row();
        return slate(vw);
      } catch (VwFormatException e) {
        if (text.strict()) {
          throw TextException.of(file, "line " + line[0] + ": " + e.getMessage());
        }
        report.skip(line[0], e.getMessage(), read);
      }
    }
  }

  private static LoggedSlate slate(VwLine vw) throws VwFormatException {
    if (vw instanceof VwLine.Decided decided) {
      return SlateRow.of(decided.decision());
    }
    throw new VwFormatException(
        vw instanceof VwLine.Skipped none
            ? none.why()
            : "the line is a reward without its decision");
  }

  private void add(Path file, ReadReport report) {
    skipped += report.skipped();
    report.lines().forEach(one -> problems.add(file + ": " + one));
  }

  @Override
  public Map<String, Long> passedOver() {
    return skipped == 0 ? Map.of() : Map.of("cannot be used", skipped);
  }

  @Override
  public List<String> report() {
    return List.copyOf(problems);
  }

  @Override
  public long skipped() {
    return skipped;
  }
}
