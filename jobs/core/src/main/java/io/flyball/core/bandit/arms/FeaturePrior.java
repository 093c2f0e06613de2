package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.linear.Cholesky;
import io.flyball.core.bandit.linear.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a new arm of a linear policy begins with by its features: a ridge regression of the
 * parameters of the arms that have learned on their features, both centred,
 *
 * <pre>
 *   W = T P' (P P' + I)^-1;  theta = mean + W phi;  A = A_fresh, b = A_fresh theta
 * </pre>
 *
 * <p>So it expects what arms of like features earn, and doubts as much as an arm without any. Of a
 * single known arm that is the arm's own theta. Cost: d^3 for each known arm, and the cube of their
 * number.
 */
public final class FeaturePrior {
  /** Known arms whose features may be told. */
  public static final int MOST = 1000;

  private FeaturePrior() {}

  /**
   * Begins those of the arms that have learned nothing.
   *
   * @param model every arm that is told of
   * @param features by arm, of equal length
   * @return the arms that were begun
   * @throws IllegalArgumentException where the policy keeps no regressions that add, features do
   *     not fit, or none of the arms has learned
   */
  public static List<Arm> begin(Policy policy, Model model, Map<String, double[]> features) {
    int d = policy.shape().context();
    if (!policy.additive() || d == 0) {
      throw new IllegalArgumentException(
          "'"
              + policy.shape().kind()
              + "' keeps no linear regression for each arm whose parameters features could predict");
    }
    double[] fresh = new double[policy.shape().perArm()];
    policy.startArm(fresh);
    double[] prior = policy.sums(fresh);
    List<double[]> phi = new ArrayList<>();
    List<double[]> theta = new ArrayList<>();
    List<Arm> begun = new ArrayList<>();
    int length = features.values().iterator().next().length;
    for (Map.Entry<String, double[]> each : features.entrySet()) {
      if (each.getValue().length != length) {
        throw new IllegalArgumentException(
            "arm '"
                + each.getKey()
                + "' has "
                + each.getValue().length
                + " features and another one "
                + length
                + "; give each as many");
      }
      Arm arm = model.arm(each.getKey());
      double[] sums = policy.sums(arm.state());
      if (Arrays.equals(sums, prior)) {
        begun.add(arm);
      } else {
        phi.add(each.getValue());
        theta.add(solved(sums, d));
      }
    }
    if (phi.isEmpty() || phi.size() > MOST) {
      throw new IllegalArgumentException(
          phi.isEmpty()
              ? "none of the arms whose features are told has learned anything to begin from"
              : "the features of " + phi.size() + " arms are told; allowed are " + MOST);
    }
    Ridge ridge = new Ridge(phi, theta);
    for (Arm arm : begun) {
      policy.load(arm.state(), times(prior, ridge.of(features.get(arm.id())), d));
    }
    return begun;
  }

  /** A^-1 b of each objective, one after the other. */
  private static double[] solved(double[] sums, int d) {
    int s = Packed.size(d);
    double[] factor = new double[s];
    Cholesky.factorRepaired(Arrays.copyOf(sums, s), 0, d, factor, 0);
    double[] theta = new double[sums.length - s];
    double[] one = new double[d];
    for (int at = 0; at < theta.length; at += d) {
      Cholesky.solve(factor, 0, d, Arrays.copyOfRange(sums, s + at, s + at + d), one);
      System.arraycopy(one, 0, theta, at, d);
    }
    return theta;
  }

  /** A with b = A theta. */
  private static double[] times(double[] prior, double[] theta, int d) {
    int s = Packed.size(d);
    double[] sums = prior.clone();
    double[] b = new double[d];
    for (int at = 0; at < theta.length; at += d) {
      Packed.times(prior, 0, d, Arrays.copyOfRange(theta, at, at + d), b);
      System.arraycopy(b, 0, sums, s + at, d);
    }
    return sums;
  }

  /** The regression in its dual form: W phi = T (P'P + I)^-1 P'phi. */
  private static final class Ridge {
    private final double[] meanPhi;
    private final double[] meanTheta;
    private final List<double[]> phi;
    private final List<double[]> theta;
    private final double[] factor;

    Ridge(List<double[]> phi, List<double[]> theta) {
      this.phi = phi;
      this.theta = theta;
      this.meanPhi = mean(phi);
      this.meanTheta = mean(theta);
      int n = phi.size();
      double[] gram = new double[Packed.size(n)];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          gram[Packed.size(i) + j] = product(phi.get(i), phi.get(j));
        }
      }
      Packed.addDiagonal(gram, 0, n, 1);
      this.factor = new double[gram.length];
      Cholesky.factorRepaired(gram, 0, n, factor, 0);
    }

    private static double[] mean(List<double[]> rows) {
      double[] mean = new double[rows.get(0).length];
      for (double[] row : rows) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += row[i] / rows.size();
        }
      }
      return mean;
    }

    private double product(double[] x, double[] y) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += (x[i] - meanPhi[i]) * (y[i] - meanPhi[i]);
      }
      return sum;
    }

    double[] of(double[] features) {
      int n = phi.size();
      double[] likeness = new double[n];
      for (int i = 0; i < n; i++) {
        likeness[i] = product(phi.get(i), features);
      }
      double[] share = new double[n];
      Cholesky.solve(factor, 0, n, likeness, share);
      double[] predicted = meanTheta.clone();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < predicted.length; j++) {
          predicted[j] += share[i] * (theta.get(i)[j] - meanTheta[j]);
        }
      }
      return predicted;
    }
  }
}
