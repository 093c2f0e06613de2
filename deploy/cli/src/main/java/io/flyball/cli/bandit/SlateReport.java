package io.flyball.cli.bandit;

import io.flyball.core.bandit.ope.ArmSupport;
import io.flyball.core.bandit.ope.PropensityCalibration;
import io.flyball.core.bandit.ope.SlateEstimator;
import io.flyball.core.bandit.ope.SlateEvaluation;
import io.flyball.core.bandit.ope.SlateSums;
import io.flyball.core.bandit.ope.ValueInterval;
import io.flyball.core.bandit.slate.PositionBasedClicks;
import io.flyball.core.bandit.slate.SlateClicks;
import io.flyball.tools.bandit.SlateLog;
import io.flyball.tools.bandit.SlatePage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an evaluation of slates found, and which of the estimates may be believed.
 *
 * @param leastEss effective number of slates below which an estimate is not told
 * @param miss probability that an interval misses
 */
record SlateReport(
    String path,
    String target,
    SlateLog log,
    SlateEvaluation result,
    double leastEss,
    double miss) {
  private static final double CONTRADICTED = 4;
  private static final double UNSUPPORTED = 1e-9;

  /** One estimator: why it is not told, or its interval, null where none is known to hold. */
  private record Line(SlateSums sums, String silence, ValueInterval interval) {}

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (SlateSums sums : result.estimates()) {
      String silence = sums.missing();
      if (silence.isEmpty() && !(sums.effectiveSampleSize() >= leastEss)) {
        silence =
            said(
                "the slates are worth %,.1f; at least %,.0f are needed",
                sums.effectiveSampleSize(), leastEss);
      }
      boolean told = silence.isEmpty() && result.intervalHolds();
      lines.add(new Line(sums, silence, told ? sums.interval(miss) : null));
    }
    return lines;
  }

  /** What forbids every estimate. */
  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    for (SlateSums sums : result.estimates()) {
      if (sums.estimator() == SlateEstimator.SIPS && Math.abs(sums.weightScore()) > CONTRADICTED) {
        reasons.add(
            said(
                "the mean weight of the slates lies %.1f standard errors from 1: the logged"
                    + " propensities are wrong, or the candidate chooses arms that could not be"
                    + " shown",
                sums.weightScore()));
      }
    }
    for (PropensityCalibration.Bin bin : result.calibration().bins()) {
      if (Math.abs(bin.score()) > CONTRADICTED) {
        reasons.add(
            said(
                "arms with a logged probability near %.3g were shown at %.3g of the positions, %.1f"
                    + " standard errors off",
                bin.promised(), bin.happened(), bin.score()));
      }
    }
    if (reasons.isEmpty() && lines().stream().noneMatch(line -> line.silence().isEmpty())) {
      reasons.add("no estimator has what it needs: take a longer log, or a closer candidate");
    }
    return reasons;
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    double unsupported =
        result.support().rows().stream().mapToDouble(ArmSupport.Row::unsupported).sum();
    if (unsupported > UNSUPPORTED) {
      warnings.add(
          said(
              "the candidate gives %.2f %% of its probability to arms that the log could not show"
                  + " there or never does: what they earn is unknown",
              100 * unsupported));
    }
    return warnings;
  }

  boolean trusted() {
    return reasons().isEmpty();
  }

  SlatePage.Content content() {
    List<SlatePage.Line> rows =
        lines().stream()
            .map(
                line ->
                    new SlatePage.Line(
                        line.sums().estimator().label(),
                        line.silence(),
                        line.silence().isEmpty() ? line.sums().value() : Double.NaN,
                        line.silence().isEmpty() ? line.sums().effectiveSampleSize() : 0,
                        line.interval()))
            .toList();
    List<String> notes = warnings();
    log.passedOver().forEach((reason, count) -> notes.add(said("%,d rows %s", count, reason)));
    return new SlatePage.Content(path, target, log.positions(), result, rows, reasons(), notes);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("log", path);
    json.put("target", target);
    json.put("slates", result.slates());
    json.put("positions", log.positions());
    json.put("passedOver", log.passedOver());
    json.put("loggedMeanReward", result.logged());
    json.put("trusted", trusted());
    json.put("reasons", reasons());
    json.put("warnings", warnings());
    Map<String, Object> estimates = new LinkedHashMap<>();
    Map<String, Object> silent = new LinkedHashMap<>();
    Map<String, Object> intervals = new LinkedHashMap<>();
    for (Line line : lines()) {
      String name = line.sums().estimator().label();
      if (!line.silence().isEmpty()) {
        silent.put(name, line.silence());
      } else {
        estimates.put(name, line.sums().value());
      }
      if (line.interval() != null) {
        intervals.put(name, line.interval());
      }
    }
    json.put("estimates", estimates);
    json.put("notTold", silent);
    json.put("intervalsByEstimator", intervals);
    if (result.clicks().known()) {
      PositionBasedClicks model = result.clicks().positionBased();
      json.put("examination", model.theta());
      json.put("logLikelihoodByPosition", result.clicks().logLikelihood(model));
      double cascade = result.clicks().cascade().logLikelihood();
      json.put("logLikelihoodCascade", Double.isInfinite(cascade) ? "-Infinity" : cascade);
      json.put("slatesWithSeveralClicks", result.clicks().cascade().several());
    }
    return json;
  }

  void print(PrintWriter out) {
    line(out, "%s: %,d slates of up to %d positions", path, result.slates(), log.positions());
    log.passedOver().forEach((reason, count) -> line(out, "  passed over %,d: %s", count, reason));
    line(out, "the logging policy earned %.6f a slate", result.logged());
    line(out, "");
    List<String> reasons = reasons();
    List<String> warnings = warnings();
    line(
        out,
        "candidate %s, verdict: %s",
        target,
        !reasons.isEmpty() ? "not trusted" : warnings.isEmpty() ? "trusted" : "trusted with care");
    reasons.forEach(reason -> line(out, "  refused: %s", reason));
    warnings.forEach(warning -> line(out, "  %s", warning));
    if (reasons.isEmpty()) {
      line(out, "");
      estimates(out);
    }
    if (result.clicks().known()) {
      line(out, "");
      clicks(out);
    }
  }

  private void estimates(PrintWriter out) {
    line(
        out,
        "%-12s %-12s %-10s %s",
        "estimator",
        "estimate",
        "worth",
        result.intervalHolds()
            ? said("%.0f %% interval", 100 * (1 - miss))
            : "no intervals: the log is a sample");
    for (Line line : lines()) {
      String name = line.sums().estimator().label();
      if (!line.silence().isEmpty()) {
        line(out, "%-12s not told: %s", name, line.silence());
        continue;
      }
      ValueInterval interval = line.interval();
      line(
          out,
          "%-12s %-12s %-10s %s",
          name,
          said("%.9f", line.sums().value()),
          said("%,.1f", line.sums().effectiveSampleSize()),
          interval != null
              ? said("%.9f to %.9f, %s", interval.low(), interval.high(), interval.method())
              : result.intervalHolds() ? "none: " + line.sums().doubt() : "");
    }
  }

  private void clicks(PrintWriter out) {
    SlateClicks clicks = result.clicks();
    PositionBasedClicks model = clicks.positionBased();
    StringBuilder theta = new StringBuilder();
    StringBuilder harvested = new StringBuilder();
    for (int l = 1; l <= log.positions(); l++) {
      theta.append(l > 1 ? "/" : "").append(said("%.3g", model.theta()[l - 1]));
      double ratio = clicks.harvested(l);
      harvested.append(l > 1 ? "/" : "").append(Double.isFinite(ratio) ? said("%.3g", ratio) : "?");
    }
    line(out, "how users look, by the clicks of the log:");
    line(
        out,
        "  position-based:%s, log-likelihood %,.1f; by interventions %s",
        theta,
        clicks.logLikelihood(model),
        harvested);
    long several = clicks.cascade().several();
    line(
        out,
        "  cascade, %s",
        several > 0
            ? said("impossible: %,d slates have several clicks", several)
            : said("log-likelihood %,.1f", clicks.cascade().logLikelihood()));
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(said(format, values).stripTrailing());
  }
}
