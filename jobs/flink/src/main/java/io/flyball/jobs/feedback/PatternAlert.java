package io.flyball.jobs.feedback;

import io.flyball.core.record.Alert;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

/** Turns a match into an alert whose evidence is the ids of its signals. */
final class PatternAlert extends PatternProcessFunction<PatternEvent, Alert> {
  private static final long serialVersionUID = 1;

  /** What the alert is about. */
  enum Scope {
    USER,
    TEXT
  }

  private final String kind;
  private final Scope scope;
  private final Alert.Severity severity;

  PatternAlert(String kind, Scope scope, Alert.Severity severity) {
    this.kind = kind;
    this.scope = scope;
    this.severity = severity;
  }

  String kind() {
    return kind;
  }

  @Override
  public void processMatch(
      Map<String, List<PatternEvent>> match, Context context, Collector<Alert> out) {
    List<PatternEvent> events =
        match.values().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(PatternEvent::time).thenComparing(PatternEvent::id))
            .toList();
    PatternEvent first = events.get(0);
    PatternEvent last = events.get(events.size() - 1);
    long users = events.stream().map(PatternEvent::user).distinct().count();
    String about = scope == Scope.USER ? first.user() : first.text();
    out.collect(
        new Alert(
            "feedback/" + kind + "/" + first.id() + "/" + last.id(),
            last.time(),
            FeedbackTopology.JOB,
            kind,
            about,
            severity,
            first.time(),
            String.format(
                Locale.ROOT,
                "%d signal(s) of %d user(s) within %d ms",
                events.size(),
                users,
                last.time() - first.time()),
            events.stream().map(PatternEvent::id).toList(),
            Map.of(
                "signals", (double) events.size(),
                "users", (double) users,
                "spanMs", (double) (last.time() - first.time()))));
  }
}
