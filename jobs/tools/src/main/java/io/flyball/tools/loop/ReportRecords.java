package io.flyball.tools.loop;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines.Line;
import io.flyball.connectors.file.AvroFile;
import io.flyball.connectors.file.JsonLinesFile;
import io.flyball.core.record.Reason;
import io.flyball.schemas.Alert;
import io.flyball.schemas.LoopMetric;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.TopicLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a report is made from: of each metric of each window the highest revision, in the order of
 * windows, and the alerts of the loop job or about a scope that has metrics, in the order of time.
 *
 * @param log the time that the log covers; null where that is not known
 */
public record ReportRecords(List<LoopMetric> metrics, List<Alert> alerts, Span log) {
  private static final double MOST = 0.9;

  /** From a first event to a last one. */
  public record Span(Instant first, Instant last) {
    /** Whether a window has nearly all of its time in the span: a half one is no trend. */
    boolean fills(LoopMetric row) {
      Instant from = later(first, row.getWindowStart());
      Instant to = later(last, row.getWindowEnd()).equals(last) ? row.getWindowEnd() : last;
      double length = Duration.between(row.getWindowStart(), row.getWindowEnd()).toMillis();
      return Duration.between(from, to).toMillis() >= MOST * length;
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }
  }

  private static final String JOB = "loop";
  private static final int LONGEST_LINE = 1 << 24;
  private static final List<String> ENDS = List.of(".jsonl", ".json", ".ndjson", ".avro");

  private record Window(String scope, String metric, long start, long end) {
    static Window of(LoopMetric row) {
      return new Window(
          row.getScope(),
          row.getMetric(),
          row.getWindowStart().toEpochMilli(),
          row.getWindowEnd().toEpochMilli());
    }
  }

  public static ReportRecords ofTopics(Broker broker) {
    return of(
        TopicLog.read(broker, "loop.metrics", LoopMetric.class),
        TopicLog.read(broker, "alerts", Alert.class));
  }

  /** The JSON lines and Avro containers of a folder and those below it, or of one file. */
  public static ReportRecords ofFiles(Path folder) {
    List<LoopMetric> metrics = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    for (Path file : files(folder)) {
      try (Stream<SpecificRecord> records = records(file)) {
        records.forEach(
            record -> {
              if (record instanceof LoopMetric metric) {
                metrics.add(metric);
              } else if (record instanceof Alert alert) {
                alerts.add(alert);
              }
            });
      } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
        throw UserError.causedBy("cannot read " + file, e);
      }
    }
    return of(metrics, alerts);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> file.equals(folder) || isRecords(file))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s has no file that ends in one of %s, with or without .gz or .zst",
                folder,
                ENDS));
      }
      return files;
    } catch (IOException e) {
      throw new UserError(
          "there is no folder " + folder + "; give one, or the word topics for those of a broker",
          e);
    }
  }

  private static boolean isRecords(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.(gz|zst)$", "");
    return ENDS.stream().anyMatch(name::endsWith);
  }

  private static Stream<SpecificRecord> records(Path file) throws IOException {
    return switch (LoopLog.avroRecord(file)) {
      case "" ->
          JsonLinesFile.read(file, List.of(LoopMetric.class, Alert.class), LONGEST_LINE, 0)
              .filter(ReportRecords::isOurs)
              .flatMap(ReportRecords::records);
      case "LoopMetric" -> AvroFile.read(file, LoopMetric.class).map(SpecificRecord.class::cast);
      case "Alert" -> AvroFile.read(file, Alert.class).map(SpecificRecord.class::cast);
      default -> Stream.empty();
    };
  }

  /** A line is one record, or a window as {@code loop metrics --json} prints it. */
  private static Stream<SpecificRecord> records(Line line) {
    List<LoopMetric> rows =
        line.decoded() instanceof Decoded.Refused<?>
            ? PrintedWindow.rows(line.raw().value())
            : List.of();
    return rows.isEmpty() ? Stream.of(LoopLog.record(line)) : rows.stream().map(row -> row);
  }

  /** The output of a job holds other records, too. */
  private static boolean isOurs(Line line) {
    return !(line.decoded() instanceof Decoded.Refused<?> refused
        && (refused.refusal().reason() == Reason.UNKNOWN_TYPE
            || refused.refusal().reason() == Reason.EMPTY_VALUE));
  }

  static ReportRecords of(List<LoopMetric> metrics, List<Alert> alerts) {
    Map<Window, LoopMetric> newest = new LinkedHashMap<>();
    for (LoopMetric row : metrics) {
      newest.merge(
          Window.of(row),
          row,
          (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
    }
    Set<String> scopes =
        metrics.stream().map(LoopMetric::getScope).collect(Collectors.toCollection(HashSet::new));
    Map<String, Alert> once = new LinkedHashMap<>();
    alerts.stream()
        .filter(alert -> alert.getJob().equals(JOB) || scopes.contains(alert.getScope()))
        .forEach(alert -> once.put(alert.getId(), alert));
    return new ReportRecords(
        newest.values().stream()
            .sorted(
                Comparator.comparing(LoopMetric::getWindowStart)
                    .thenComparing(LoopMetric::getScope)
                    .thenComparing(LoopMetric::getMetric))
            .toList(),
        once.values().stream()
            .sorted(Comparator.comparing(Alert::getTime).thenComparing(Alert::getId))
            .toList(),
        null);
  }

  /** The same of a log whose first and last event are known. */
  public ReportRecords spanning(Instant first, Instant last) {
    return new ReportRecords(metrics, alerts, new Span(first, last));
  }

  /** Those of these scopes; all when there are none. */
  public ReportRecords only(Set<String> scopes) {
    return scopes.isEmpty()
        ? this
        : new ReportRecords(
            metrics.stream().filter(row -> scopes.contains(row.getScope())).toList(),
            alerts.stream().filter(alert -> scopes.contains(alert.getScope())).toList(),
            log);
  }
}
