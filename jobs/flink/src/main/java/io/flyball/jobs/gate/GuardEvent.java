package io.flyball.jobs.gate;

import java.util.Comparator;

/** A version of the rules, or an action whose verdicts and outcome are known: one is set. */
public record GuardEvent(RulesVersion version, Scored scored) {
  static final Comparator<GuardEvent> ORDER =
      Comparator.comparing((GuardEvent event) -> event.version == null)
          .thenComparingLong(event -> event.version == null ? 0 : event.version.version())
          .thenComparing(event -> event.scored == null ? "" : event.scored.action());

  long time() {
    return version == null ? scored.time() : version.from();
  }
}
