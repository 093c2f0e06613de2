package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Checks;
import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.SparseVector;
import io.flyball.core.random.Draws;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Linear Thompson sampling on joint features, with independent weights w_i ~ N(w_i, v^2/A_i), A_i =
 * lambda + sum x_i^2 of what was shown. Scores of arms that share features are correlated, so the
 * probabilities are those of the joint draw ({@link CorrelatedRace}).
 *
 * <p>A grows at the decision, not at its reward: waiting decisions count. Cost: of up to 32 arms
 * their covariances, K^2 times the features of one, and the race; of more, draws times all
 * features.
 *
 * @param v posterior scale, at least 0
 * @param lambda prior precision, above 0
 * @param draws of three or more arms
 */
public record Thompson(double v, double lambda, int draws) implements Exploration {
  private static final int FEW = 32;

  public Thompson {
    Checks.within("v", v, 0, Checks.GREATEST);
    Checks.positive("lambda", lambda);
    requireDraws(draws);
  }

  static void requireDraws(int draws) {
    if (draws < 1 || draws > 10_000) {
      throw new IllegalArgumentException("draws must lie in [1, 10000], found " + draws);
    }
  }

  @Override
  public boolean weighted() {
    return false;
  }

  @Override
  public int table() {
    return 1;
  }

  @Override
  public void decided(JointState state, Supplier<SparseVector> features) {
    SparseVector shown = features.get();
    for (int n = 0; n < shown.size(); n++) {
      state.addOwn(shown.index(n), shown.value(n) * shown.value(n));
    }
  }

  @Override
  public void propensities(JointState state, ArmVectors x, double[] out) {
    double[] mean = new double[out.length];
    state.predict(0, x, mean);
    long key = (long) state.decided();
    if (x.size() <= FEW) {
      CorrelatedRace.probabilities(mean, covariance(state, x), draws, key, out);
      return;
    }
    Arrays.fill(out, 0);
    double[] score = new double[x.size()];
    for (int draw = 0; draw < draws; draw++) {
      for (int a = 0; a < score.length; a++) {
        SparseVector arm = x.of(a);
        double sum = mean[a];
        for (int n = 0; n < arm.size(); n++) {
          int i = arm.index(n);
          sum += arm.value(n) * v / Math.sqrt(lambda + state.own(i)) * normal(key, draw, i);
        }
        score[a] = sum;
      }
      CorrelatedRace.win(score, 1.0 / draws, out);
    }
  }

  private static double normal(long key, int draw, int index) {
    return Draws.gaussian(key, draw, index);
  }

  /** v^2 sum x_i y_i / A_i. */
  private double[][] covariance(JointState state, ArmVectors x) {
    int k = x.size();
    int[][] index = new int[k][];
    double[][] scaled = new double[k][];
    for (int a = 0; a < k; a++) {
      summed(state, x.of(a), a, index, scaled);
    }
    double[][] cov = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        cov[a][b] = v * v * dot(index[a], scaled[a], index[b], scaled[b]);
        cov[b][a] = cov[a][b];
      }
    }
    return cov;
  }

  /** Sorted indices, each once, and x_i / sqrt(A_i). */
  private void summed(JointState state, SparseVector x, int a, int[][] index, double[][] scaled) {
    long[] order = new long[x.size()];
    for (int n = 0; n < order.length; n++) {
      order[n] = (long) x.index(n) << 32 | n;
    }
    Arrays.sort(order);
    int[] indices = new int[order.length];
    double[] values = new double[order.length];
    int size = 0;
    for (long one : order) {
      int i = (int) (one >> 32);
      if (size == 0 || indices[size - 1] != i) {
        indices[size++] = i;
      }
      values[size - 1] += x.value((int) one) / Math.sqrt(lambda + state.own(i));
    }
    index[a] = Arrays.copyOf(indices, size);
    scaled[a] = Arrays.copyOf(values, size);
  }

  private static double dot(int[] i, double[] x, int[] j, double[] y) {
    double sum = 0;
    int b = 0;
    for (int a = 0; a < i.length; a++) {
      while (b < j.length && j[b] < i[a]) {
        b++;
      }
      if (b < j.length && j[b] == i[a]) {
        sum += x[a] * y[b];
      }
    }
    return sum;
  }
}
