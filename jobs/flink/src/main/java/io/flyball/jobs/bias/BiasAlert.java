package io.flyball.jobs.bias;

import io.flyball.core.control.CameraFinding;
import io.flyball.core.record.Alert;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

/** Turns a match into an alert about its camera; the evidence is the ids of its windows. */
final class BiasAlert extends PatternProcessFunction<CameraSign, Alert> {
  private static final long serialVersionUID = 1;

  private final String kind;
  private final Alert.Severity severity;
  private final String says;

  /**
   * @param says what the windows of the match are, to follow their number
   */
  BiasAlert(String kind, Alert.Severity severity, String says) {
    this.kind = kind;
    this.severity = severity;
    this.says = says;
  }

  /** The alert of what the job has found itself, without a pattern. */
  static Alert of(CameraFinding found) {
    return new Alert(
        BiasTopology.JOB + "/" + found.kind() + "/" + found.window(),
        found.timeMs(),
        BiasTopology.JOB,
        found.kind(),
        found.camera(),
        Alert.Severity.WARNING,
        found.timeMs(),
        found.message(),
        List.of(found.window()),
        found.values());
  }

  String kind() {
    return kind;
  }

  @Override
  public void processMatch(
      Map<String, List<CameraSign>> match, Context context, Collector<Alert> out) {
    List<CameraSign> signs =
        match.values().stream()
            .flatMap(List::stream)
            .sorted(
                Comparator.comparingLong(CameraSign::time).thenComparingLong(CameraSign::number))
            .toList();
    CameraSign first = signs.get(0);
    CameraSign last = signs.get(signs.size() - 1);
    long spanMs = last.time() - first.time();
    out.collect(
        new Alert(
            BiasTopology.JOB + "/" + kind + "/" + first.id() + "/" + last.number(),
            last.time(),
            BiasTopology.JOB,
            kind,
            first.camera(),
            severity,
            first.time(),
            String.format(Locale.ROOT, "%d window(s) %s within %d ms", signs.size(), says, spanMs),
            signs.stream().map(CameraSign::id).toList(),
            Map.of(
                "windows", (double) signs.size(),
                "spanMs", (double) spanMs,
                "meanRate", signs.stream().mapToDouble(CameraSign::rate).average().orElse(0),
                "lostPackets", (double) signs.stream().mapToLong(CameraSign::lost).sum())));
  }
}
