package io.flyball.local.analyze;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.pipe.FeedbackPipe;
import io.flyball.local.pipe.LoopPipe;
import io.flyball.local.pipe.Pipe;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.tools.UserError;
import io.flyball.tools.importing.ImportReading;
import io.flyball.tools.loop.ReportRecords;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The metrics and alerts of a log, by the jobs themselves: the feedback job attributes its signals,
 * the loop job watches, both on the embedded cluster, in event time. Memory: some 600 bytes a
 * record, because what the feedback job writes is sorted once more.
 */
public final class LogAnalysis {
  /** Windows that are aimed at. */
  private static final int WINDOWS = 60;

  private static final Pattern TIME = Pattern.compile("\"time\":(\\d+)");
  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28),
          Duration.ofDays(91));

  private final Path work;
  private final Consumer<String> say;

  /**
   * @param work folder of temporary files
   * @param say takes sentences for the person who waits
   */
  public LogAnalysis(Path work, Consumer<String> say) {
    this.work = work;
    this.say = say;
  }

  /** The shortest usual length that makes no more than 60 windows of a span, ms. */
  public static Duration window(long span) {
    return LENGTHS.stream()
        .filter(length -> span / length.toMillis() < WINDOWS)
        .findFirst()
        .orElse(LENGTHS.get(LENGTHS.size() - 1));
  }

  /**
   * Runs both jobs over what was read.
   *
   * @param window null to choose it by the span of the log
   * @param catalogue items that could be shown; 0 for those that the log has
   * @throws UserError where the log shows and chooses nothing
   */
  public ReportRecords run(ImportReading reading, Duration window, long catalogue) {
    Duration length = window == null ? window(reading.last() - reading.first()) : window;
    say.accept("windows of " + text(length));
    List<Path> files = new ArrayList<>();
    try {
      Path log = temporary("log", files);
      Set<String> items = new HashSet<>();
      long[] counts = write(reading, log, items);
      if (counts[0] + counts[1] == 0) {
        throw new UserError(
            "the log has neither exposures nor signals: only what is shown or chosen can narrow");
      }
      Path rows = temporary("rows", files);
      if (counts[1] > 0) {
        execute(
            config(List.of("feedback.order=event-time", "feedback.out-of-orderness=1 s")),
            (pipe, config) -> FeedbackPipe.build(pipe, config.feedback()),
            log,
            rows);
      }
      Path both = temporary("both", files);
      merge(log, rows, both);
      Path out = temporary("out", files);
      Duration past = Duration.ofMillis(reading.last() - reading.first()).plus(length);
      execute(
          config(
              List.of(
                  "loop.scopes=all",
                  "loop.window=" + length.toMillis() + " ms",
                  "loop.window-offset="
                      + (length.toDays() % 7 == 0 && length.toDays() > 0 ? "4 d" : "0 s"),
                  "loop.past=" + Math.min(3660L * 86_400_000, past.toMillis()) + " ms",
                  "loop.catalogue-size=" + (catalogue > 0 ? catalogue : items.size()))),
          (pipe, config) -> LoopPipe.build(pipe, config.loop()),
          both,
          out);
      return ReportRecords.ofFiles(out)
          .spanning(Instant.ofEpochMilli(reading.first()), Instant.ofEpochMilli(reading.last()));
    } catch (IOException | UncheckedIOException e) {
      throw UserError.causedBy("cannot keep temporary files in " + work, e);
    } finally {
      files.forEach(file -> file.toFile().delete());
    }
  }

  private static String text(Duration length) {
    return length.toDays() > 0
        ? length.toDays() + " d"
        : length.toHours() > 0 ? length.toHours() + " h" : length.toMinutes() + " min";
  }

  private Path temporary(String name, List<Path> files) throws IOException {
    Path file = Files.createTempFile(work, name + "-", ".jsonl");
    files.add(file);
    return file;
  }

  private static FlyballConfig config(List<String> sets) {
    List<String> all = new ArrayList<>(List.of("flink.parallelism=1"));
    all.addAll(sets);
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), all);
  }

  /**
   * Exposures and signals, in order; how many there are of each. The items are those that could be
   * shown: a catalogue that grows with the log would make every log seem to narrow.
   */
  private static long[] write(ImportReading reading, Path file, Set<String> items)
      throws IOException {
    long[] counts = new long[2];
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      reading.each(
          Long.MAX_VALUE,
          0,
          record -> {
            if (record instanceof Exposure || record instanceof FeedbackSignal) {
              counts[record instanceof Exposure ? 0 : 1]++;
              String item =
                  record instanceof Exposure e ? e.getItem() : ((FeedbackSignal) record).getItem();
              if (item != null) {
                items.add(item);
              }
              try {
                out.write(JsonWriter.write(record));
                out.write('\n');
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
    }
    return counts;
  }

  private record Timed(long time, String line) {}

  /** Exposures of the log and what its signals were attributed to, in the order of time. */
  private static void merge(Path log, Path rows, Path to) throws IOException {
    List<Timed> all = new ArrayList<>();
    for (Path file : List.of(log, rows)) {
      String wanted =
          file.equals(log) ? "\"type\":\"Exposure\"" : "\"type\":\"AttributedFeedback\"";
      try (BufferedReader in = Files.newBufferedReader(file)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          Matcher time = TIME.matcher(line);
          if (line.startsWith("{" + wanted) && time.find()) {
            all.add(new Timed(Long.parseLong(time.group(1)), line));
          }
        }
      }
    }
    all.sort(Comparator.comparingLong(Timed::time));
    try (BufferedWriter out = Files.newBufferedWriter(to)) {
      for (Timed each : all) {
        out.write(each.line());
        out.write('\n');
      }
    }
  }

  private interface Job {
    void build(Pipe pipe, FlyballConfig config);
  }

  private static void execute(FlyballConfig config, Job job, Path from, Path to) {
    StreamExecutionEnvironment env = Pipe.environment(config);
    String in = from.toString();
    String out = to.toString();
    job.build(
        new Pipe(env, () -> open(in), () -> create(out), config.loop().records().maxRecordBytes()),
        config);
    try {
      env.execute("analyze");
    } catch (Exception e) {
      throw UserError.causedBy("the analysis broke", e);
    }
  }

  private static InputStream open(String file) {
    try {
      return Files.newInputStream(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OutputStream create(String file) {
    try {
      // Several sinks write to one file, whole lines at a time.
      return Files.newOutputStream(
          Path.of(file),
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
