package io.flyball.tools.bandit;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.RowStream;
import io.flyball.connectors.text.TextException;
import io.flyball.connectors.text.TextFile;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.vw.Dsjson;
import io.flyball.connectors.vw.VwFormatException;
import io.flyball.connectors.vw.VwLine;
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
import java.util.stream.Stream;

/**
 * Slates of VW's dsjson (CCB and slates). A line that cannot be used is skipped and counted, or
 * ends a strict reading. As a log of decisions each position is one.
 */
public final class SlateLog implements DecisionLog {
  private final List<Path> files;
  private final TextOptions text;
  private final Set<String> arms = new LinkedHashSet<>();
  private List<String> problems = new ArrayList<>();
  private int positions;
  private boolean global;
  private boolean looked;
  private long skipped;

  private SlateLog(List<Path> files, TextOptions text) {
    this.files = files;
    this.text = text;
  }

  static SlateLog of(List<Path> files, TextOptions text) {
    return new SlateLog(files, text);
  }

  /** Reads the log once, for what all slates have in common. */
  private void look() {
    if (looked) {
      return;
    }
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
    looked = true;
    if (global && apart[0]) {
      throw new IllegalArgumentException(
          "some slates have a reward for each position and some one for all: evaluate them apart");
    }
  }

  /** Positions of the longest slate. */
  public int positions() {
    look();
    return positions;
  }

  /** Whether a slate has one reward for all its positions. */
  public boolean global() {
    look();
    return global;
  }

  @Override
  public List<String> arms() {
    look();
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
      report.assume("dsjson with slots");
      BufferedReader in = new BufferedReader(open.reader());
      Dsjson dsjson = new Dsjson();
      long[] line = {0};
      return RowStream.of(() -> next(file, in, dsjson, line, report), open)
          .onClose(() -> add(file, report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LoggedSlate next(
      Path file, BufferedReader in, Dsjson dsjson, long[] line, ReadReport report)
      throws IOException {
    for (String read = in.readLine(); read != null; read = in.readLine()) {
      line[0]++;
      if (read.isBlank()) {
        continue;
      }
      report.row();
      try {
        VwLine vw = dsjson.read(read);
        if (vw instanceof VwLine.Decided decided) {
          return SlateRow.of(decided.decision());
        }
        throw new VwFormatException(
            vw instanceof VwLine.Skipped none
                ? none.why()
                : "the line is a reward without its decision");
      } catch (VwFormatException e) {
        if (text.strict()) {
          throw TextException.of(file, "line " + line[0] + ": " + e.getMessage());
        }
        report.skip(line[0], e.getMessage(), read);
      }
    }
    return null;
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
