package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.AnytimeInterval;
import io.flyball.core.bandit.ope.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a replay found, and what it cannot tell.
 *
 * @param least length of the history below which nothing is claimed
 * @param passedOver how many rows say nothing, by reason
 */
public record ReplayReport(
    String path, String target, Replay replay, long least, Map<String, Long> passedOver) {
  private static final double[] PARTS = {.1, .25, .5, 1};
  private static final double TOLD_SUPPORT = 1e-9;

  /** Whether the history is long enough. */
  public boolean claimed() {
    return replay.accepted() >= least;
  }

  /** What neither value can tell, a sentence each. */
  private List<String> limits() {
    List<String> limits = new ArrayList<>();
    limits.add(
        said(
            "the history is %,d decisions long: the values are those of a policy that learns from so"
                + " many, not from the %,d of the log",
            replay.accepted(), replay.rows()));
    if (replay.truncated() > 0) {
      limits.add(
          said(
              "%,d decisions (%.2f %%) had a chance above 1 to be accepted, which was cut: the history"
                  + " holds too few of their kind; a smaller --acceptance cuts fewer",
              replay.truncated(), 100.0 * replay.truncated() / replay.rows()));
    }
    double unsupported = replay.support().unsupported();
    if (unsupported > TOLD_SUPPORT) {
      limits.add(
          said(
              "the policy gave %.2f %% of its probability to arms that the log could not show or never"
                  + " does: what they earn, and teach, is unknown",
              100 * unsupported));
    }
    limits.add("each reward is learned at once: delays are not replayed");
    limits.add(
        "contexts are those of the log: what the policy's own choices would have changed in later"
            + " ones is not seen");
    limits.add("one history was drawn: another --seed draws another");
    return limits;
  }

  /** Accepted rows and mean reward up to parts of the history. */
  private List<double[]> curve() {
    double[][] points = replay.trace().points();
    List<double[]> curve = new ArrayList<>();
    for (double part : PARTS) {
      if (points.length > 0) {
        curve.add(points[(int) Math.max(0, Math.ceil(part * points.length) - 1)]);
      }
    }
    return curve;
  }

  /** For a program. */
  public Map<String, Object> json() {
    AnytimeInterval interval = replay.interval();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("log", path);
    json.put("target", target);
    json.put("decisions", replay.rows());
    json.put("passedOver", passedOver);
    json.put("history", replay.accepted());
    json.put("leastHistory", least);
    json.put("claimed", claimed());
    json.put("loggedMeanReward", replay.logged());
    json.put("rejectionSampling", replay.accepted() == 0 ? null : replay.rejectionSampling());
    json.put("interval", new double[] {interval.lower(), interval.upper()});
    json.put("doublyRobust", replay.doublyRobust());
    json.put("truncated", replay.truncated());
    json.put("meanExcess", replay.excess());
    json.put("unsupported", replay.support().unsupported());
    json.put("curve", curve());
    json.put("limits", limits());
    return json;
  }

  /** For a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(said("%s: %,d decisions", path, replay.rows()));
    passedOver.forEach((why, rows) -> lines.add(said("  passed over %,d: %s", rows, why)));
    lines.add(said("the logging policy earned %.6f a decision", replay.logged()));
    lines.add("");
    lines.add(
        said(
            "candidate %s: a history of %,d decisions, %.2f %% of the log",
            target, replay.accepted(), 100.0 * replay.accepted() / replay.rows()));
    if (!claimed()) {
      lines.add(
          said(
              "refused: at least %,d are needed: take a longer log, or a candidate closer"
                  + " to the policy of the log",
              least));
      return lines;
    }
    AnytimeInterval interval = replay.interval();
    lines.add(
        said(
            "  rejection sampling  %.6f, 95 %% interval %.6f to %.6f",
            replay.rejectionSampling(), interval.lower(), interval.upper()));
    lines.add(said("  doubly robust       %.6f", replay.doublyRobust()));
    for (double[] point : curve()) {
      lines.add(
          said("  after %,9.0f decisions of the history %.6f a decision", point[0], point[1]));
    }
    lines.add("");
    lines.add("what this does not tell:");
    limits().forEach(limit -> lines.add("  - " + limit));
    return lines;
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
