package io.flyball.core.bandit;

import io.flyball.core.random.Draws;
import java.util.Arrays;

/** Choosing from vectors of scores and probabilities. */
public final class Pick {
  /** Smallest probability that is ever drawn: no evaluation takes a weight of more than 1e12. */
  public static final double LEAST = 1e-12;

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

  /**
   * Inverse distribution function: the first index whose cumulative probability exceeds u, without
   * those of a probability below {@link #LEAST}.
   */
  public static int from(double[] probabilities, double u) {
    double cumulated = 0;
    int last = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] >= LEAST) {
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

  /** Replaces scores by 1/k for each of the k largest; without any number by NaN. */
  public static void uniformOverBest(double[] scores) {
    epsilonGreedy(0, scores);
  }

  /**
   * With probability epsilon uniform, else one of the k largest scores: p_a = epsilon/K +
   * (1-epsilon)/k [a is one of them].
   */
  public static void epsilonGreedy(double epsilon, double[] scores) {
    double top = scores[best(scores)];
    int tied = 0;
    for (double score : scores) {
      tied += score == top ? 1 : 0;
    }
    double share = tied == 0 ? Double.NaN : (1 - epsilon) / tied;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = epsilon / scores.length + (scores[i] == top || tied == 0 ? share : 0);
    }
  }

  /**
   * Gives every arm a probability of at least {@code least}, or 1/K where that is smaller: p = (1 -
   * K l) p + l. Exact when the arm is drawn from the result, and the same in any order of arms.
   */
  public static void atLeast(double least, double[] probabilities) {
    int k = probabilities.length;
    double l = Math.min(least, 1.0 / k);
    if (l > 0) {
      for (int i = 0; i < k; i++) {
        probabilities[i] = Math.max(0, 1 - k * l) * probabilities[i] + l;
      }
    }
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
