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
 * features, and a normal draw for each index.
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
    many(state, x, mean, key, out);
  }

  /** One normal draw for each index, whatever the number of arms that have it. */
  private void many(JointState state, ArmVectors x, double[] mean, long key, double[] out) {
    int k = x.size();
    int[] indices = indices(x);
    int[][] place = new int[k][];
    double[][] scaled = new double[k][];
    for (int a = 0; a < k; a++) {
      SparseVector arm = x.of(a);
      place[a] = new int[arm.size()];
      scaled[a] = new double[arm.size()];
      for (int n = 0; n < arm.size(); n++) {
        place[a][n] = Arrays.binarySearch(indices, arm.index(n));
        scaled[a][n] = arm.value(n) * v / Math.sqrt(lambda + state.own(arm.index(n)));
      }
    }
    Arrays.fill(out, 0);
    double[] normal = new double[indices.length];
    double[] score = new double[k];
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < normal.length; i++) {
        normal[i] = Draws.gaussian(key, draw, indices[i]);
      }
      for (int a = 0; a < k; a++) {
        double sum = mean[a];
        for (int n = 0; n < place[a].length; n++) {
          sum += scaled[a][n] * normal[place[a][n]];
        }
        score[a] = sum;
      }
      CorrelatedRace.win(score, 1.0 / draws, out);
    }
  }

  /** Every index of some arm, once, ascending. */
  private static int[] indices(ArmVectors x) {
    int length = 0;
    for (int a = 0; a < x.size(); a++) {
      length += x.of(a).size();
    }
    int[] all = new int[length];
    int at = 0;
    for (int a = 0; a < x.size(); a++) {
      SparseVector arm = x.of(a);
      for (int n = 0; n < arm.size(); n++) {
        all[at++] = arm.index(n);
      }
    }
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return Arrays.copyOf(all, distinct);
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
