package io.flyball.cli.gate;

import io.flyball.core.gate.Cause;
import io.flyball.core.gate.EpisodeReplay;
import io.flyball.core.gate.FailureReport;
import io.flyball.core.gate.GateReplay;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a person would have been called for: names of critics or episodes by kind of alert. */
final class GateAlerts {
  private GateAlerts() {}

  static Map<String, Set<String>> of(GateReplay gate, EpisodeReplay episodes) {
    Map<String, Set<String>> alerts = new TreeMap<>();
    gate.critics()
        .forEach(
            (name, critic) -> {
              if (critic.unreliable()) {
                add(alerts, "CRITIC_UNRELIABLE", name);
              }
            });
    for (EpisodeReplay.NextAction move : episodes.moves()) {
      if (move.step().looping()) {
        add(alerts, "LOOPING", move.episode());
      }
    }
    for (FailureReport failure : episodes.failures()) {
      if (failure.cause() == Cause.SILENT_FAILURE) {
        add(alerts, "SILENT_FAILURE", failure.episode());
      }
    }
    gate.rolledBackAt()
        .ifPresent(
            at ->
                add(
                    alerts,
                    "RULE_ROLLED_BACK",
                    "version " + gate.second().orElseThrow().rules().version()));
    return alerts;
  }

  private static void add(Map<String, Set<String>> alerts, String kind, String scope) {
    alerts.computeIfAbsent(kind, k -> new TreeSet<>()).add(scope);
  }
}
