package io.flyball.core.bandit.ope;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the estimates of a log may be believed, and why not.
 *
 * @param reasons that forbid it, most important first
 * @param warnings what a reader should know
 */
public record Verdict(List<String> reasons, List<String> warnings) {
  private static final double DOUBTFUL = 3;
  private static final double CONTRADICTED = 4;
  private static final double TOLD_SUPPORT = 1e-9;
  private static final int ARMS_TOLD = 5;
  private static final double MOST_SKIPPED = 0.05;

  public boolean trusted() {
    return reasons.isEmpty();
  }

  /** trusted, trusted with care or not trusted. */
  public String label() {
    return !trusted() ? "not trusted" : warnings.isEmpty() ? "trusted" : "trusted with care";
  }

  /**
   * Judges a log that was read to its end.
   *
   * @param leastEss effective sample size below which nothing is claimed
   * @param skipped rows of the log that could not be read
   */
  public static Verdict of(LogEvaluation log, double leastEss, long skipped) {
    List<String> reasons = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    double ess = log.evaluation().effectiveSampleSize();
    if (!(ess >= leastEss)) {
      reasons.add(
          said(
              "the effective sample size is %,.1f; at least %,.0f are needed: take a longer log, or"
                  + " a candidate closer to the policy of the log",
              ess, leastEss));
    }
    if (skipped > 0) {
      double share = (double) skipped / (skipped + log.rows());
      (share > MOST_SKIPPED ? reasons : warnings)
          .add(
              said(
                  "%,d rows (%.2f %%) were skipped: if some arms lost more of them than others, the"
                      + " estimates are off",
                  skipped, 100 * share));
    }
    judge(
        log.tail().weightScore(),
        "the mean weight lies %.1f standard errors from 1: the logged propensities are wrong, or"
            + " the candidate chooses arms that could not be shown",
        reasons,
        warnings);
    arms(log, reasons, warnings);
    for (PropensityCalibration.Bin bin : log.calibration().bins()) {
      judge(
          bin.score(),
          "arms with a logged probability near "
              + String.format(Locale.ROOT, "%.3g", bin.promised())
              + " were shown in "
              + String.format(Locale.ROOT, "%.3g", bin.happened())
              + " of the rows, %.1f standard errors off: the logged probabilities contradict what"
              + " was shown",
          reasons,
          warnings);
    }
    String doubt = log.doubt();
    if (!doubt.isEmpty()) {
      warnings.add("no Gaussian interval: " + doubt);
    }
    return new Verdict(List.copyOf(reasons), List.copyOf(warnings));
  }

  private static void arms(LogEvaluation log, List<String> reasons, List<String> warnings) {
    List<ArmSupport.Row> rows = log.support().rows();
    double unsupported = rows.stream().mapToDouble(ArmSupport.Row::unsupported).sum();
    if (unsupported > TOLD_SUPPORT) {
      warnings.add(
          said(
              "the candidate gives %.2f %% of its probability to arms that the log could not show"
                  + " or never does: what they earn is unknown%s",
              100 * unsupported, named(rows)));
    }
    for (ArmSupport.Row row : rows) {
      judge(
          row.score(),
          "arm '"
              + row.arm().replace("%", "%%")
              + "': its propensities lie %.1f standard errors from how often it was shown",
          reasons,
          warnings);
    }
  }

  private static String named(List<ArmSupport.Row> rows) {
    StringBuilder out = new StringBuilder();
    int told = 0;
    for (ArmSupport.Row row : rows) {
      if (row.unsupported() > TOLD_SUPPORT && told++ < ARMS_TOLD) {
        out.append(out.isEmpty() ? " (" : ", ")
            .append(said("%s %.2f %%", row.arm(), 100 * row.unsupported()));
      }
    }
    return out.isEmpty() ? "" : out.append(told > ARMS_TOLD ? ", …)" : ")").toString();
  }

  private static void judge(
      double score, String sentence, List<String> reasons, List<String> warnings) {
    if (Math.abs(score) > CONTRADICTED) {
      reasons.add(said(sentence, score));
    } else if (Math.abs(score) > DOUBTFUL) {
      warnings.add(said(sentence, score));
    }
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
