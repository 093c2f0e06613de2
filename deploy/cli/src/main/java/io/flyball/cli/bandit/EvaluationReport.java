package io.flyball.cli.bandit;

import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.LogIntervals;
import io.flyball.tools.bandit.DecisionLog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** Standard errors at which a doubt is told, and at which it is certain. */
  private static final double DOUBTFUL = 3;

  private static final double CONTRADICTED = 4;

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

  /** Normal ones only where no few rows decide. */
  private Map<String, double[]> intervals() {
    Map<String, double[]> intervals = new LinkedHashMap<>();
    if (!result.intervalHolds()) {
      return intervals;
    }
    LogIntervals once = result.intervals();
    intervals.put("betting", once.betting(miss));
    intervals.put("any time", new double[] {result.interval().lower(), result.interval().upper()});
    if (once.doubt().isEmpty()) {
      intervals.put("Gaussian", once.ips(miss));
      intervals.put("Gaussian SNIPS", once.snips(miss));
      intervals.put("Gaussian DR", once.doublyRobust(miss));
    }
    return intervals;
  }

  private static String label(String interval) {
    String[] words = interval.split(" ", 2);
    return words[0].equals("Gaussian") && words.length > 1
        ? words[1] + ", Gaussian"
        : "IPS, " + interval;
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    LogIntervals once = result.intervals();
    double score = once.weightScore();
    if (Math.abs(score) > DOUBTFUL) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the mean weight lies %.1f standard errors from 1%s: the logged propensities are"
                  + " wrong, or arms of the candidate cannot be shown",
              score,
              Math.abs(score) > CONTRADICTED ? "" : ", which is unlikely"));
    }
    if (once.unsupported() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the candidate gives %.2f %% of its probability to arms that the log never shows:"
                  + " what they earn is unknown",
              100 * once.unsupported()));
    }
    return warnings;
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
    json.put("noGaussianIntervals", result.intervals().doubt());
    json.put("warnings", warnings());
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
    warnings().forEach(warning -> line(out, "  warning: %s", warning));
    estimates().forEach((name, value) -> line(out, "  %-14s %.9f", name, value));
    intervals()
        .forEach(
            (name, ends) ->
                line(
                    out,
                    "  %.0f %% interval of %-15s %.9f to %.9f",
                    100 * (1 - miss),
                    label(name),
                    ends[0],
                    ends[1]));
    if (result.intervalHolds() && !result.intervals().doubt().isEmpty()) {
      line(out, "  no Gaussian intervals: %s", result.intervals().doubt());
    }
    if (!result.intervalHolds()) {
      line(out, "  no intervals: the log is a sample");
    }
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
