package io.flyball.cli.bandit;

import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.tools.bandit.DecisionLog;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an evaluation found, and whether it may be believed.
 *
 * @param leastEss effective sample size below which nothing is claimed
 * @param miss probability that an interval misses
 */
record EvaluationReport(
    String path,
    String target,
    DecisionLog log,
    long rows,
    LogEvaluation result,
    double leastEss,
    double miss) {

  boolean trusted() {
    return result.evaluation().trusted(leastEss);
  }

  private Map<String, Double> estimates() {
    Evaluation e = result.evaluation();
    Map<String, Double> estimates = new LinkedHashMap<>();
    estimates.put("IPS", e.ips());
    estimates.put("SNIPS", e.snips());
    estimates.put("clipped IPS", e.clippedIps());
    estimates.put("clipped SNIPS", e.clippedSnips());
    estimates.put("Cressie-Read", e.cressieRead());
    estimates.put("DM", e.directMethod());
    estimates.put("DR", e.doublyRobust());
    estimates.put("SNDR", e.selfNormalisedDoublyRobust());
    estimates.put("Switch-DR", e.switchDoublyRobust());
    estimates.put("DRos", e.shrunkDoublyRobust());
    // Without any weight the self-normalised ones do not exist.
    estimates.values().removeIf(value -> !Double.isFinite(value));
    return estimates;
  }

  private Map<String, double[]> intervals() {
    Evaluation e = result.evaluation();
    Map<String, double[]> intervals = new LinkedHashMap<>();
    if (result.intervalHolds()) {
      intervals.put(
          "any time", new double[] {result.interval().lower(), result.interval().upper()});
    }
    double margin = e.ipsMargin(miss);
    if (Double.isFinite(margin)) {
      intervals.put("Gaussian", new double[] {e.ips() - margin, e.ips() + margin});
    }
    return intervals;
  }

  Map<String, Object> json() {
    Evaluation e = result.evaluation();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("log", path);
    json.put("target", target);
    json.put("decisions", rows);
    json.put("passedOver", log.passedOver());
    json.put("arms", log.arms().size());
    json.put("loggedMeanReward", e.logged());
    json.put("effectiveSampleSize", e.effectiveSampleSize());
    json.put("leastEffectiveSampleSize", leastEss);
    json.put("trusted", trusted());
    json.put("meanWeight", e.meanWeight());
    json.put("largestWeight", e.largestWeight());
    json.put("estimates", estimates());
    json.put("intervals", intervals());
    return json;
  }

  void print(PrintWriter out) {
    Evaluation e = result.evaluation();
    line(out, "%s: %,d decisions among %d arms", path, rows, log.arms().size());
    log.passedOver().forEach((reason, count) -> line(out, "  passed over %,d: %s", count, reason));
    line(out, "the logging policy earned %.6f a decision", e.logged());
    line(out, "");
    line(
        out,
        "candidate %s: effective sample size %,.1f, weights %.4f in the mean, at most %,.1f",
        target,
        e.effectiveSampleSize(),
        e.meanWeight(),
        e.largestWeight());
    if (!trusted()) {
      line(
          out,
          "refused: the log is worth fewer than %,.0f decisions of this candidate, so no estimate"
              + " is shown",
          leastEss);
      return;
    }
    estimates().forEach((name, value) -> line(out, "  %-14s %.9f", name, value));
    intervals()
        .forEach(
            (name, ends) ->
                line(
                    out,
                    "  %.0f %% interval of IPS, %-8s  %.9f to %.9f",
                    100 * (1 - miss),
                    name,
                    ends[0],
                    ends[1]));
    if (!result.intervalHolds()) {
      line(out, "  no interval for any time: the log is a sample");
    }
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
