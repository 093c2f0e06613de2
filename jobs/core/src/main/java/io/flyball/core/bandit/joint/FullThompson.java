package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Checks;
import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.SparseVector;

/**
 * Linear Thompson sampling on joint features with the whole covariance of the weights (Agrawal,
 * Goyal, "Thompson sampling for contextual bandits with linear payoffs", ICML 2013): w ~ N(A^-1 b,
 * v^2 A^-1), A = lambda I + sum h x x', b = sum h r x. The arms' scores are jointly normal with
 * covariances v^2 X A^-1 X', and the probabilities those of that race ({@link CorrelatedRace}).
 *
 * <p>A^-1 and A^-1 b are kept, by Sherman and Morrison's formula: with u = A^-1 x and s = 1/h +
 * x'u, A^-1 -= u u'/s and A^-1 b += u (r - x'A^-1 b)/s. Layout: the rows of A^-1, then A^-1 b. No
 * regression is kept beside.
 *
 * <p>Cost: to decide, the square of an arm's features for each pair of arms, and the race; to
 * learn, the square of the number of indices.
 *
 * @param v posterior scale, at least 0
 * @param lambda prior precision, above 0
 * @param draws of three or more arms
 * @param size number of indices, up to {@value #MOST}
 */
public record FullThompson(double v, double lambda, int draws, int size) implements Exploration {
  static final int MOST = 512;

  /** Arms of one decision: each pair has a covariance. */
  private static final int MOST_ARMS = 256;

  /** Sizes of features up to which A^-1 keeps its digits. */
  private static final double LARGEST = 1e3;

  public FullThompson {
    Checks.within("v", v, 0, Checks.GREATEST);
    Checks.positive("lambda", lambda);
    Thompson.requireDraws(draws);
    if (size > MOST) {
      throw new IllegalArgumentException(
          "covariance=full keeps the square of "
              + size
              + " indices; up to "
              + MOST
              + " are kept: add bits=9 or less, or leave covariance=diagonal");
    }
  }

  @Override
  public int learners() {
    return 0;
  }

  @Override
  public boolean weighted() {
    return false;
  }

  @Override
  public int table() {
    return size + 1;
  }

  @Override
  public void start(JointState state) {
    for (int i = 0; i < size; i++) {
      state.addOwn(i * size + i, 1 / lambda);
    }
  }

  @Override
  public void scores(JointState state, ArmVectors x, double[] out) {
    for (int a = 0; a < out.length; a++) {
      out[a] = mean(state, x.of(a));
    }
  }

  private double mean(JointState state, SparseVector x) {
    double sum = 0;
    for (int n = 0; n < x.size(); n++) {
      sum += x.value(n) * state.own(size * size + x.index(n));
    }
    return sum;
  }

  /**
   * Probability of each arm.
   *
   * @throws IllegalArgumentException for more arms, or larger features, than it has digits for
   */
  @Override
  public void propensities(JointState state, ArmVectors x, double[] out) {
    if (x.size() > MOST_ARMS) {
      throw new IllegalArgumentException(
          "covariance=full takes up to "
              + MOST_ARMS
              + " arms a decision, found "
              + x.size()
              + "; covariance=diagonal takes thousands");
    }
    int k = x.size();
    for (int a = 0; a < k; a++) {
      requireDigits(x.of(a));
    }
    scores(state, x, out);
    double[] mean = out.clone();
    double[][] cov = new double[k][k];
    for (int a = 0; a < k; a++) {
      SparseVector left = x.of(a);
      for (int b = 0; b <= a; b++) {
        SparseVector right = x.of(b);
        double sum = 0;
        for (int n = 0; n < left.size(); n++) {
          int row = size * left.index(n);
          double part = 0;
          for (int m = 0; m < right.size(); m++) {
            part += right.value(m) * state.own(row + right.index(m));
          }
          sum += left.value(n) * part;
        }
        cov[a][b] = v * v * sum;
        cov[b][a] = cov[a][b];
      }
    }
    CorrelatedRace.probabilities(mean, cov, draws, (long) state.decided(), out);
  }

  private static void requireDigits(SparseVector x) {
    for (int n = 0; n < x.size(); n++) {
      if (!(Math.abs(x.value(n)) <= LARGEST)) {
        throw new IllegalArgumentException(
            "a feature, or a product of features, is "
                + x.value(n)
                + "; covariance=full has digits for a size up to "
                + LARGEST
                + ": send smaller numbers, or add standardise=true");
      }
    }
  }

  @Override
  public void learn(JointState state, JointExample e) {
    SparseVector x = e.shown();
    double[] u = new double[size];
    for (int n = 0; n < x.size(); n++) {
      int row = size * x.index(n);
      for (int i = 0; i < size; i++) {
        u[i] += x.value(n) * state.own(row + i);
      }
    }
    double s = 1 / e.h();
    for (int n = 0; n < x.size(); n++) {
      s += x.value(n) * u[x.index(n)];
    }
    double error = (e.reward() - mean(state, x)) / s;
    for (int i = 0; i < size; i++) {
      if (u[i] == 0) {
        continue;
      }
      state.addOwn(size * size + i, u[i] * error);
      for (int j = 0; j < size; j++) {
        state.addOwn(size * i + j, -u[i] * u[j] / s);
      }
    }
  }
}
