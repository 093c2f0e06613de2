package io.flyball.core.bandit;

import io.flyball.core.random.Draws;
import java.util.Arrays;

/** Choosing from vectors of scores and probabilities. */
public final class Pick {
  private Pick() {}

  /**
   * The uniform draw of a decision in [0, 1): a function of decision id and policy seed alone, so a
   * replay on the same state gives the same arm and there is no generator to checkpoint.
   */
  public static double draw(CharSequence decisionId, long policySeed) {
    return (Draws.mix64(Draws.hash64(decisionId) ^ policySeed) >>> 11) * 0x1.0p-53;
  }

  /** Index of the largest score; ties go to the lowest index, NaN never wins. */
  public static int best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best] || Double.isNaN(scores[best])) {
        best = i;
      }
    }
    return best;
  }

  /** Inverse distribution function: the first index whose cumulative probability exceeds u. */
  public static int from(double[] probabilities, double u) {
    double cumulated = 0;
    int last = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        cumulated += probabilities[i];
        last = i;
        if (u < cumulated) {
          return i;
        }
      }
    }
    return last;
  }

  /** Writes probability 1 for one index. */
  public static void oneHot(int index, double[] out) {
    Arrays.fill(out, 0);
    out[index] = 1;
  }

  /** With probability epsilon uniform, else the best score: p_a = epsilon/K + (1-epsilon)[best]. */
  public static void epsilonGreedy(double epsilon, double[] scores) {
    int best = best(scores);
    Arrays.fill(scores, epsilon / scores.length);
    scores[best] += 1 - epsilon;
  }

  /**
   * Replaces scores by p_a = (1-floor) exp(score_a/temperature)/sum + floor/K; the maximum is
   * subtracted first, so no score overflows.
   */
  public static void softmax(double temperature, double floor, double[] scores) {
    double max = scores[best(scores)];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.exp((scores[i] - max) / temperature);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (1 - floor) * scores[i] / sum + floor / scores.length;
    }
  }
}
