package io.flyball.core.loop;

import io.flyball.core.stats.CoMoments;

/**
 * How well a reward model's scores still predict the labels that arrive later (the checks of RLUF,
 * arXiv 2505.14946). Scores are probabilities, kept as histograms, so windows slide by adding and
 * retracting. O(1) per label; O(bins) to ask; undefined results are NaN.
 */
public final class RewardModelHealth {
  private static final int BINS = 1_000;
  private static final int CALIBRATION_BINS = 10;

  private final long[] positives = new long[BINS + 1];
  private final long[] negatives = new long[BINS + 1];
  private final double[] scoreSums = new double[CALIBRATION_BINS];
  private final CoMoments scoreAndLength = new CoMoments();

  /**
   * A labelled response.
   *
   * @param score predicted probability in [0, 1]
   * @param positive whether the reaction came
   * @param length of the response, in any unit
   */
  public void add(double score, boolean positive, double length) {
    check(score);
    scoreAndLength.add(length, score);
    (positive ? positives : negatives)[bin(score)]++;
    scoreSums[calibrationBin(bin(score))] += score;
  }

  /** Takes a label back, from all but the length correlation, which is over everything added. */
  public void retract(double score, boolean positive) {
    check(score);
    long[] side = positive ? positives : negatives;
    if (side[bin(score)] == 0) {
      throw new IllegalArgumentException("no such label to take back at score " + score);
    }
    side[bin(score)]--;
    scoreSums[calibrationBin(bin(score))] -= score;
  }

  /**
   * AUROC = sum over bins of positives (negatives below + half of those beside) / (P N), exact but
   * for ties within a thousandth.
   */
  public double auroc() {
    double below = 0;
    double wins = 0;
    double p = 0;
    for (int b = 0; b <= BINS; b++) {
      wins += positives[b] * (below + 0.5 * negatives[b]);
      below += negatives[b];
      p += positives[b];
    }
    return wins / (p * below);
  }

  /**
   * Standard error of the AUROC A over P positives and N negatives (Hanley, McNeil 1982): the root
   * of (A(1-A) + (P-1)(Q1-A^2) + (N-1)(Q2-A^2)) / (P N), with Q1 = A/(2-A) and Q2 = 2A^2/(1+A).
   */
  public double aurocError() {
    double p = 0;
    double n = 0;
    for (int b = 0; b <= BINS; b++) {
      p += positives[b];
      n += negatives[b];
    }
    double a = auroc();
    double one = (p - 1) * (a / (2 - a) - a * a);
    double two = (n - 1) * (2 * a * a / (1 + a) - a * a);
    return Math.sqrt((a * (1 - a) + one + two) / (p * n));
  }

  /** Expected calibration error over ten bins of equal width. */
  public double calibrationError() {
    double error = 0;
    double total = 0;
    for (int c = 0; c < CALIBRATION_BINS; c++) {
      double hits = 0;
      double labels = 0;
      for (int b = 0; b <= BINS; b++) {
        if (calibrationBin(b) == c) {
          hits += positives[b];
          labels += positives[b] + negatives[b];
        }
      }
      error += Math.abs(scoreSums[c] - hits);
      total += labels;
    }
    return error / total;
  }

  /** Share of positive labels. */
  public double baseRate() {
    double p = 0;
    double n = 0;
    for (int b = 0; b <= BINS; b++) {
      p += positives[b];
      n += negatives[b];
    }
    return p / (p + n);
  }

  /** Pearson correlation of length and score: high means that the model pays for length. */
  public double lengthCorrelation() {
    return scoreAndLength.pearson();
  }

  private static int bin(double score) {
    return (int) Math.floor(score * BINS);
  }

  private static int calibrationBin(int bin) {
    return Math.min(CALIBRATION_BINS - 1, bin * CALIBRATION_BINS / BINS);
  }

  private static void check(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score is a probability, was " + score);
    }
  }
}
