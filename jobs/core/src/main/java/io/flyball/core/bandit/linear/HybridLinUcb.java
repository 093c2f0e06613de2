package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * LinUCB with shared and own coefficients: mean = z'beta + x'theta_a (Li, Chu, Langford, Schapire,
 * WWW 2010, algorithm 2). The context is x, the arm's features in the request are z.
 *
 * <p>With u = A_a^-1 x, q = x'u and v = z - B_a'u the paper's corrections of the shared matrix
 * collapse into one weighted rank-one update, A0 += vv'/(1+q), b0 += v (r - u'b_a)/(1+q), and its
 * variance into s = q + v'A0^-1 v: the same numbers, without the cancellation of subtracting
 * B'A^-1B.
 *
 * <p>Pending-aware. Shared layout: [P0 = A0^-1 | b0 | beta]; arm layout: [P = A^-1 | b | P b | B (d
 * x k)]. Cost: K (d^2 + dk + k^2) to decide, the same once to learn.
 *
 * @param d length of x
 * @param k length of z
 * @param lambda ridge of both parts, above 0
 * @param alpha exploration, at least 0
 */
public record HybridLinUcb(int d, int k, double lambda, double alpha) implements Policy {
  private static final int P0 = Shape.OWN_SHARED;

  public HybridLinUcb {
    if (d < 1 || k < 1) {
      throw new IllegalArgumentException("d and k must be at least 1, found " + d + " and " + k);
    }
    Checks.positive("lambda", lambda);
    Checks.within("alpha", alpha, 0, Double.MAX_VALUE);
  }

  private int b0() {
    return P0 + Packed.size(k);
  }

  private int beta() {
    return b0() + k;
  }

  private int b() {
    return Packed.size(d);
  }

  private int solution() {
    return b() + d;
  }

  private int cross() {
    return solution() + d;
  }

  @Override
  public Shape shape() {
    return Shape.of(
        "hybrid", d, k, Packed.size(k) + 2 * k, Math.addExact(cross(), Math.multiplyExact(d, k)));
  }

  /**
   * B'u subtracts products of n xz' and A^-1 x: v is off by some eps n |x|^2 |z| / lambda, which
   * must stay far below the root of lambda.
   */
  @Override
  public double longestInput() {
    return 1e3 * Math.sqrt(lambda);
  }

  @Override
  public void startShared(double[] shared) {
    Inverse.start(shared, P0, k, lambda);
  }

  @Override
  public void startArm(double[] arm) {
    Inverse.start(arm, 0, d, lambda);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double[] u = new double[d];
    double[] v = new double[k];
    double[] x = question.context();
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      remainder(arm, x, question.features(i), u, v);
      double variance = Packed.dot(x, 0, u, d) + Packed.quadratic(shared, P0, k, v);
      out[i] = mean(shared, arm, x, v) + alpha * Math.sqrt(Math.max(0, variance));
    }
  }

  private double mean(double[] shared, double[] arm, double[] x, double[] v) {
    return Packed.dot(shared, beta(), v, k) + Packed.dot(arm, solution(), x, d);
  }

  /** u = Px, v = z - B'u: what of z the arm's own coefficients cannot explain. */
  private void remainder(double[] arm, double[] x, double[] z, double[] u, double[] v) {
    Packed.times(arm, 0, d, x, u);
    System.arraycopy(z, 0, v, 0, k);
    for (int i = 0; i < d; i++) {
      int row = cross() + i * k;
      for (int j = 0; j < k; j++) {
        v[j] -= arm[row + j] * u[i];
      }
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    double[] arm = question.arms()[choice].state();
    double[] x = question.context();
    double[] z = question.features(choice);
    double[] v = new double[k];
    remainder(arm, x, z, new double[d], v);
    double expected = mean(shared, arm, x, v);
    add(shared, arm, x, z, expected, 1);
    return new double[] {expected};
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    exchange(shared, arm.state(), taken, reward[0] - taken.note()[0]);
    if (weight != 1) {
      add(shared, arm.state(), taken.context(), taken.features(), reward[0], weight - 1);
    }
  }

  @Override
  public boolean revisable() {
    return true;
  }

  @Override
  public void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    exchange(shared, arm.state(), taken, weight * (to[0] - from[0]));
  }

  private void add(double[] shared, double[] arm, double[] x, double[] z, double r, double w) {
    double[] u = new double[d];
    double[] v = new double[k];
    remainder(arm, x, z, u, v);
    double scale = w / (1 + w * Packed.dot(x, 0, u, d));
    double residual = r - Packed.dot(arm, solution(), x, d);
    double[] solved = new double[k];
    double shift = residual - Packed.dot(shared, beta(), v, k);
    Inverse.add(shared, P0, k, v, scale, solved);
    axpy(scale * residual, v, shared, b0());
    axpy(scale * shift, solved, shared, beta());
    Inverse.add(arm, 0, d, x, w, u);
    axpy(w * r, x, arm, b());
    axpy(w * residual, u, arm, solution());
    for (int i = 0; i < d; i++) {
      axpy(w * x[i], z, arm, cross() + i * k);
    }
  }

  private void exchange(double[] shared, double[] arm, AssignedArm taken, double change) {
    double[] u = new double[d];
    double[] v = new double[k];
    double[] solved = new double[k];
    remainder(arm, taken.context(), taken.features(), u, v);
    Packed.times(shared, P0, k, v, solved);
    axpy(change, v, shared, b0());
    axpy(change, solved, shared, beta());
    axpy(change, taken.context(), arm, b());
    axpy(change, u, arm, solution());
  }

  private static void axpy(double a, double[] x, double[] y, int offset) {
    for (int i = 0; i < x.length; i++) {
      y[offset + i] += a * x[i];
    }
  }

  @Override
  public boolean deterministic() {
    return true;
  }
}
