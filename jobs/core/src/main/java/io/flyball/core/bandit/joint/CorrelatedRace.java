package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Pick;
import io.flyball.core.random.Draws;
import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Probability of each of several jointly normal scores to be the largest: of two exactly, by the
 * normal distribution of their difference; of more by counter-based draws, where p = wins/draws is
 * the probability exactly, for the arm is drawn from that very vector.
 */
final class CorrelatedRace {
  private CorrelatedRace() {}

  /**
   * Fills in the probabilities. Cost: K^3/6 and draws K^2/2.
   *
   * @param cov covariances, positive semi-definite
   * @param key of the draws
   */
  static void probabilities(double[] mean, double[][] cov, int draws, long key, double[] out) {
    int k = mean.length;
    if (k == 2) {
      double variance = Math.max(0, cov[0][0] + cov[1][1] - 2 * cov[0][1]);
      if (variance == 0) {
        System.arraycopy(mean, 0, out, 0, k);
        Pick.uniformOverBest(out);
      } else {
        out[0] = 0.5 * Erfc.value((mean[1] - mean[0]) / Math.sqrt(2 * variance));
        out[1] = 1 - out[0];
      }
      return;
    }
    double[][] root = root(cov);
    double[] g = new double[k];
    double[] score = new double[k];
    Arrays.fill(out, 0);
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < k; i++) {
        g[i] = Draws.gaussian(key, draw, i);
        score[i] = mean[i];
        for (int j = 0; j <= i; j++) {
          score[i] += root[i][j] * g[j];
        }
      }
      win(score, 1.0 / draws, out);
    }
  }

  /** The best get a share alike. */
  static void win(double[] score, double share, double[] out) {
    double top = Double.NEGATIVE_INFINITY;
    int tied = 0;
    for (double s : score) {
      tied = s > top ? 1 : tied + (s == top ? 1 : 0);
      top = Math.max(top, s);
    }
    for (int i = 0; i < score.length; i++) {
      out[i] += score[i] == top ? share / tied : 0;
    }
  }

  /** Lower triangle with root root' = cov; a direction without variance has none. */
  private static double[][] root(double[][] cov) {
    int k = cov.length;
    double[][] l = new double[k][k];
    for (int j = 0; j < k; j++) {
      double d = cov[j][j];
      for (int m = 0; m < j; m++) {
        d -= l[j][m] * l[j][m];
      }
      if (d <= 1e-12 * cov[j][j]) {
        continue;
      }
      l[j][j] = Math.sqrt(d);
      for (int i = j + 1; i < k; i++) {
        double s = cov[i][j];
        for (int m = 0; m < j; m++) {
          s -= l[i][m] * l[j][m];
        }
        l[i][j] = s / l[j][j];
      }
    }
    return l;
  }
}
