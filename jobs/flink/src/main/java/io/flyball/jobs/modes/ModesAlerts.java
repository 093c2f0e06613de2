package io.flyball.jobs.modes;

import io.flyball.core.modes.ChainSummary;
import io.flyball.core.modes.HmmFilter.Dwell;
import io.flyball.core.modes.SegmentRates;
import io.flyball.core.modes.TransientTracker.Burst;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRejection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The alerts of the modes job. */
final class ModesAlerts {
  private ModesAlerts() {}

  static Alert changed(Observation seen, Dwell left, int mode, double posterior) {
    return of(
        "MODE_CHANGED",
        seen.key(),
        seen.stateKey() + "/" + seen.id(),
        Alert.Severity.INFO,
        left.end(),
        left.start(),
        text(
            "%s went from mode %d to mode %d after %d ms",
            seen.key(), left.mode(), mode, left.end() - left.start()),
        List.of(seen.id()),
        Map.of(
            "from", (double) left.mode(),
            "to", (double) mode,
            "dwellMs", (double) (left.end() - left.start()),
            "posterior", posterior));
  }

  static Alert burst(Observation seen, Burst burst, double level) {
    return of(
        "TRANSIENT",
        seen.key(),
        seen.stateKey() + "/" + seen.id(),
        Alert.Severity.INFO,
        burst.end(),
        burst.start(),
        text(
            "%s had a burst of %d ms at %.6g, above its level of %.6g",
            seen.key(), burst.end() - burst.start(), burst.level(), level),
        List.of(seen.id()),
        Map.of("level", level, "burstLevel", burst.level()));
  }

  static Alert trapped(String segment, long start, long end, SegmentRates.Estimate estimate) {
    ChainSummary summary = estimate.summary().orElseThrow();
    double before = estimate.reference().orElseThrow();
    return of(
        "TRAPPED",
        "segment/" + segment,
        segment + "/" + end,
        Alert.Severity.WARNING,
        end,
        start,
        text(
            "a disturbance of segment \"%s\" lasts %.6g units of time, %.6g in its reference",
            segment, summary.relaxationTime(), before),
        List.of(segment + "/" + end),
        Map.of(
            "relaxationTime", summary.relaxationTime(),
            "reference", before,
            "pairs", estimate.pairs(),
            "drift", estimate.drift().orElse(0)));
  }

  static Alert lost(String scope, long start, long end, double now, double then, long successes) {
    return of(
        "DIVERSITY_LOST",
        scope,
        scope + "/" + end,
        Alert.Severity.WARNING,
        end,
        start,
        text("the entropy of the modes of %s fell from %.3f to %.3f", scope, then, now),
        List.of(scope + "/" + end),
        Map.of("entropy", now, "before", then, "successes", (double) successes));
  }

  static Alert tipping(String scope, long start, long end, Signs signs) {
    String of = signs.mode() < 0 ? scope : scope + ", mode " + signs.mode();
    return of(
        "TIPPING_NEAR",
        scope,
        scope + "/" + signs.mode() + "/" + end,
        Alert.Severity.WARNING,
        end,
        start,
        text(
            "the responses of %s to a rising and to a falling drive lie apart, by an area of %.6g",
            of, signs.area()),
        List.of(scope + "/" + end),
        signs.values());
  }

  static Alert rejected(ControlUpdate update, String fault) {
    return ControlRejection.of(ModesTopology.JOB, String.valueOf(update.version()), update, fault);
  }

  private static Alert of(
      String kind,
      String scope,
      String about,
      Alert.Severity severity,
      long time,
      long since,
      String summary,
      List<String> evidence,
      Map<String, Double> values) {
    return new Alert(
        "modes/" + kind + "/" + about,
        time,
        ModesTopology.JOB,
        kind,
        scope,
        severity,
        since,
        summary,
        evidence,
        values);
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
