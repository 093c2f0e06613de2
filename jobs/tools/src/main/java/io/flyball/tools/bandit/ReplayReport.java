package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.Replay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a replay of decisions or slates found, and what it cannot tell.
 *
 * @param least length of the shortest history below which nothing is claimed
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
            "the history is %,d %s long: the values are those of a policy that learns from so"
                + " many, not from the %,d of the log",
            replay.accepted(), things(), replay.rows()));
    if (slates()) {
      limits.add(assumed());
    }
    if (replay.truncated() > 0) {
      limits.add(
          said(
              "%,d %s (%.2f %%) had a chance above 1 to be accepted, which was cut: the history"
                  + " holds too few of their kind; a smaller --acceptance cuts fewer",
              replay.truncated(), parts(), 100.0 * replay.truncated() / replay.drawn()));
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

  private boolean slates() {
    return replay.positions() > 1;
  }

  private String thing() {
    return slates() ? "slate" : "decision";
  }

  private String things() {
    return thing() + "s";
  }

  /** What is accepted or not. */
  private String parts() {
    return replay.histories().length > 1 ? "positions" : things();
  }

  /** What the values rest on. */
  private String assumed() {
    return switch (replay.history()) {
      case SLATE ->
          "a slate enters the history as a whole, which is right whatever users do and makes short"
              + " histories; --history prefix or slot makes longer ones and assumes more";
      case PREFIX ->
          "a position enters where all above it did: the values are wrong where a reward follows"
              + " from what stands below, and the policy learned less of lower positions than it"
              + " would have";
      case SLOT ->
          "each position enters by itself: the values are wrong where a reward follows from what"
              + " other positions show";
    };
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
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("log", path);
    json.put("target", target);
    json.put(things(), replay.rows());
    if (slates()) {
      json.put("positions", replay.positions());
      json.put("historyOf", replay.history().name().toLowerCase(Locale.ROOT));
      json.put("histories", replay.histories());
    }
    json.put("passedOver", passedOver);
    json.put("history", replay.accepted());
    json.put("leastHistory", least);
    json.put("claimed", claimed());
    json.put("loggedMeanReward", replay.logged());
    json.put("rejectionSampling", replay.accepted() == 0 ? null : replay.rejectionSampling());
    json.put("interval", new double[] {replay.lower(), replay.upper()});
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
    lines.add(said("%s: %,d %s", path, replay.rows(), things()));
    passedOver.forEach((why, rows) -> lines.add(said("  passed over %,d: %s", rows, why)));
    lines.add(said("the logging policy earned %.6f a %s", replay.logged(), thing()));
    lines.add("");
    lines.add(
        said(
            "candidate %s: a history of %,d %s, %.2f %% of the log",
            target, replay.accepted(), things(), 100.0 * replay.accepted() / replay.rows()));
    if (replay.histories().length > 1) {
      lines.add(
          "  by position: "
              + Arrays.stream(replay.histories())
                  .mapToObj(n -> said("%,d", n))
                  .collect(Collectors.joining(" / ")));
    }
    if (!claimed()) {
      lines.add(
          said(
              "refused: at least %,d are needed: take a longer log, or a candidate closer"
                  + " to the policy of the log",
              least));
      return lines;
    }
    lines.add(
        said(
            "  rejection sampling  %.6f, 95 %% interval %.6f to %.6f",
            replay.rejectionSampling(), replay.lower(), replay.upper()));
    lines.add(said("  doubly robust       %.6f", replay.doublyRobust()));
    for (double[] point : curve()) {
      lines.add(
          said(
              "  after %,9.0f %s of the history %.6f a %s", point[0], things(), point[1], thing()));
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
