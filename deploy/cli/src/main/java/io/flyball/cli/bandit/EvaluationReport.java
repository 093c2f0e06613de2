package io.flyball.cli.bandit;

import io.flyball.core.bandit.ope.Estimator;
import io.flyball.core.bandit.ope.EstimatorSums;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.ValueInterval;
import io.flyball.core.bandit.ope.Verdict;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.EvaluationPage;
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
    LogEvaluation result,
    Verdict verdict,
    double leastEss,
    double miss) {

  /** One estimator with its interval, null where there is none. */
  private record Line(String name, double value, ValueInterval interval) {}

  private List<Line> lines() {
    boolean gaussian = result.doubt().isEmpty();
    List<Line> lines = new ArrayList<>();
    for (EstimatorSums sums : result.estimates()) {
      ValueInterval interval = result.intervalHolds() ? sums.interval(miss, gaussian) : null;
      lines.add(new Line(sums.estimator().label(), sums.value(), interval));
      if (sums.estimator() == Estimator.CLIPPED_SNIPS) {
        lines.add(new Line("Cressie-Read", result.evaluation().cressieRead(), null));
      }
    }
    for (EstimatorSums sums : result.tuned()) {
      String limit =
          sums.limit() == Math.rint(sums.limit())
              ? String.format(Locale.ROOT, "%,.0f", sums.limit())
              : String.format(Locale.ROOT, "%.4f", sums.limit());
      lines.add(new Line(sums.estimator().label() + ", limit " + limit, sums.value(), null));
    }
    // Without any weight the self-normalised ones do not exist.
    lines.removeIf(line -> !Double.isFinite(line.value()));
    return lines;
  }

  /** Of IPS and DR, by the names that programs know. */
  private Map<String, double[]> intervals() {
    Map<String, double[]> intervals = new LinkedHashMap<>();
    if (!result.intervalHolds()) {
      return intervals;
    }
    boolean gaussian = result.doubt().isEmpty();
    for (EstimatorSums sums : result.estimates()) {
      if (sums.estimator() == Estimator.IPS) {
        intervals.put("betting", ends(sums.interval(miss, false)));
        intervals.put("any time", anyTime());
      }
      ValueInterval told = sums.interval(miss, gaussian);
      if (told.gaussian()) {
        String name = sums.estimator().label();
        intervals.put(name.equals("IPS") ? "Gaussian" : "Gaussian " + name, ends(told));
      }
    }
    return intervals;
  }

  private double[] anyTime() {
    return new double[] {result.interval().lower(), result.interval().upper()};
  }

  private static double[] ends(ValueInterval interval) {
    return new double[] {interval.low(), interval.high()};
  }

  private int arms() {
    return result.support().rows().isEmpty() ? 0 : log.arms().size();
  }

  Map<String, Object> json() {
    Evaluation e = result.evaluation();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("log", path);
    json.put("target", target);
    json.put("decisions", result.rows());
    json.put("passedOver", log.passedOver());
    json.put("arms", arms());
    json.put("loggedMeanReward", e.logged());
    json.put("effectiveSampleSize", e.effectiveSampleSize());
    json.put("leastEffectiveSampleSize", leastEss);
    json.put("trusted", verdict.trusted());
    json.put("reasons", verdict.reasons());
    json.put("warnings", verdict.warnings());
    json.put("meanWeight", e.meanWeight());
    json.put("largestWeight", e.largestWeight());
    json.put("tailIndex", Math.min(result.tail().index(), Double.MAX_VALUE));
    Map<String, Double> estimates = new LinkedHashMap<>();
    Map<String, Object> byEstimator = new LinkedHashMap<>();
    for (Line line : lines()) {
      estimates.put(line.name(), line.value());
      if (line.interval() != null) {
        byEstimator.put(line.name(), line.interval());
      }
    }
    json.put("estimates", estimates);
    json.put("intervals", intervals());
    json.put("intervalsByEstimator", byEstimator);
    json.put("noGaussianIntervals", result.doubt());
    json.put("calibration", result.calibration().bins());
    return json;
  }

  /** What the page shows. */
  EvaluationPage.Content content() {
    List<EvaluationPage.Line> rows =
        lines().stream()
            .map(line -> new EvaluationPage.Line(line.name(), line.value(), line.interval()))
            .toList();
    return new EvaluationPage.Content(path, target, result, verdict, rows, log.passedOver());
  }

  void print(PrintWriter out) {
    Evaluation e = result.evaluation();
    line(
        out,
        "%s: %,d decisions%s",
        path,
        result.rows(),
        arms() == 0 ? "" : String.format(Locale.ROOT, " among %,d arms", arms()));
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
    line(out, "verdict: %s", verdict.label());
    verdict.reasons().forEach(reason -> line(out, "  refused: %s", reason));
    verdict.warnings().forEach(warning -> line(out, "  %s", warning));
    if (!verdict.trusted()) {
      return;
    }
    line(out, "");
    line(
        out,
        "%-24s %-12s %s",
        "estimator",
        "estimate",
        result.intervalHolds()
            ? String.format(Locale.ROOT, "%.0f %% interval", 100 * (1 - miss))
            : "no intervals: the log is a sample");
    for (Line line : lines()) {
      line(
          out,
          "%-24s %-12s%s",
          line.name(),
          String.format(Locale.ROOT, "%.9f", line.value()),
          line.interval() == null ? "" : " " + text(line.interval()));
    }
    if (result.intervalHolds()) {
      line(out, "%-24s %-12s %.9f to %.9f", "at any time", "", anyTime()[0], anyTime()[1]);
    }
  }

  private static String text(ValueInterval interval) {
    return String.format(
        Locale.ROOT, "%.9f to %.9f, %s", interval.low(), interval.high(), interval.method());
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
