package io.flyball.jobs.loop;

import io.flyball.core.record.Alert;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns findings that belong together into an alert: what moved, from where to where, since when.
 * It says drift; amplified by the loop it says only where a finding shows that with a holdout.
 */
final class DiagnosisAlert extends PatternProcessFunction<Finding, Alert> {
  private static final long serialVersionUID = 1;

  private final String kind;

  DiagnosisAlert(String kind) {
    this.kind = kind;
  }

  @Override
  public void processMatch(
      Map<String, List<Finding>> match, Context context, Collector<Alert> out) {
    List<Finding> findings =
        match.values().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(Finding::time).thenComparing(Finding::id))
            .toList();
    out.collect(alert(kind, findings));
  }

  /** The alert of a single finding. */
  static Alert drift(Finding finding) {
    return alert("DRIFT", List.of(finding));
  }

  private static Alert alert(String kind, List<Finding> findings) {
    Finding first = findings.get(0);
    Finding last = findings.get(findings.size() - 1);
    boolean amplified = findings.stream().anyMatch(Finding::amplified);
    long since = findings.stream().mapToLong(Finding::since).min().orElseThrow();
    Map<String, Double> values = new TreeMap<>();
    findings.forEach(finding -> values(finding, values));
    String moved =
        findings.stream().map(DiagnosisAlert::sentence).collect(Collectors.joining("; "));
    return new Alert(
        "loop/" + kind + "/" + first.id() + "/" + last.id(),
        last.time(),
        LoopTopology.JOB,
        kind,
        last.scope(),
        severity(kind, last, amplified),
        since,
        (amplified ? "drift, amplified by the loop: " : "drift: ")
            + moved
            + "; since "
            + Instant.ofEpochMilli(since),
        findings.stream().map(Finding::id).toList(),
        values);
  }

  private static Alert.Severity severity(String kind, Finding last, boolean amplified) {
    return switch (kind) {
      case "DRIFT" -> amplified ? Alert.Severity.WARNING : Alert.Severity.INFO;
      case "SOURCE_TAKEOVER" ->
          last.after() >= 2 ? Alert.Severity.CRITICAL : Alert.Severity.WARNING;
      case "ECHO_CHAMBER" -> amplified ? Alert.Severity.CRITICAL : Alert.Severity.WARNING;
      default -> Alert.Severity.CRITICAL;
    };
  }

  private static String sentence(Finding f) {
    return switch (f.what()) {
      case Finding.PHASE -> "generated content is " + phase(f.after());
      case Finding.JUDGE ->
          String.format(
              Locale.ROOT,
              "success %+.4f against no judge, %.1f standard errors, in a window from %s",
              f.before(),
              f.after(),
              Instant.ofEpochMilli(f.since()));
      default ->
          String.format(
              Locale.ROOT,
              "%s %s from %.4f to %.4f",
              f.what(),
              f.direction().name().toLowerCase(Locale.ROOT),
              f.before(),
              f.after());
    };
  }

  private static String phase(double number) {
    return number >= 2 ? "dominant" : number >= 1 ? "beside human content" : "marginal";
  }

  private static void values(Finding f, Map<String, Double> values) {
    if (f.what().equals(Finding.JUDGE)) {
      values.put("successDelta", f.before());
      values.put("standardErrors", f.after());
      values.put("episodes", (double) f.width());
      return;
    }
    if (f.what().equals(Finding.PHASE)) {
      values.put("phase", f.after());
      return;
    }
    values.put(f.what() + ".before", f.before());
    values.put(f.what() + ".after", f.after());
    values.put(f.what() + ".width", (double) f.width());
    if (!Double.isNaN(f.byTheLoop())) {
      values.put(f.what() + ".byTheLoop", f.byTheLoop());
    }
  }
}
