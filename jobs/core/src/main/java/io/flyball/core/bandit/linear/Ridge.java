package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Checks;

/**
 * Ridge regression without forgetting, one per arm, in packed inverse form: A = lambda I + sum xx',
 * b = sum r x, theta = A^-1 b.
 *
 * <p>Arm layout, d the dimension and s = d(d+1)/2: [P = A^-1 (s) | updates | repairs | bound of P's
 * eigenvalues | b (d) | theta (d) per objective | second P when pending is SEPARATE (s)]. At d =
 * 21: 2,200 bytes. Cost: predict d, width s, learn 2d^2.
 *
 * @param d dimension, at least 1
 * @param lambda ridge, above 0
 * @param pending when the covariance moves
 * @param objectives rewards learned side by side on the one covariance
 */
public record Ridge(int d, double lambda, Pending pending, int objectives) implements Regression {
  private static final int CHECK_EVERY = 65_536;
  private static final int REFRESH_EVERY = 256;
  private static final int BOUND_EVERY = 64;

  /** Room for the rounding of what is bounded. */
  private static final double SLACK = 1 + 1e-9;

  public Ridge {
    if (d < 1 || objectives < 1) {
      throw new IllegalArgumentException(
          "dimension and objectives must be at least 1, found " + d + " and " + objectives);
    }
    Checks.positive("lambda", lambda);
  }

  @Override
  public String kind() {
    return pending == Pending.SEPARATE ? "ridge-separate" : "ridge";
  }

  /**
   * P starts at I/lambda and keeps rounding errors of eps/lambda, so that x'Px is off by some eps
   * |x|^2/lambda at every update. The exchange of a presumed reward needs it below 1, or each
   * overshoots the last: |x|^2 up to 10^10 lambda leaves 10^-6 an update. Where rewards are learned
   * with their own update nothing can overshoot, and only confidence widths lose digits.
   */
  @Override
  public double longestInput() {
    return (pending == Pending.PREDICTED ? 1e5 : 1e7) * Math.sqrt(lambda);
  }

  @Override
  public int size() {
    return theta(objectives) + (pending == Pending.SEPARATE ? Packed.size(d) : 0);
  }

  private int updates() {
    return Packed.size(d);
  }

  private int bound() {
    return Packed.size(d) + 2;
  }

  private int b(int objective) {
    return Packed.size(d) + 3 + 2 * d * objective;
  }

  private int theta(int objective) {
    return objective == objectives ? b(objectives) : b(objective) + d;
  }

  private int meanP() {
    return pending == Pending.SEPARATE ? b(objectives) : 0;
  }

  @Override
  public void start(double[] arm) {
    Inverse.start(arm, 0, d, lambda);
    arm[bound()] = SLACK / lambda;
    if (pending == Pending.SEPARATE) {
      Inverse.start(arm, meanP(), d, lambda);
    }
  }

  /** x'theta. */
  @Override
  public double predict(double[] arm, int objective, double[] x) {
    return Packed.dot(arm, theta(objective), x, d);
  }

  /** x'A^-1 x, at least 0. */
  public double width2(double[] arm, double[] x) {
    return Math.max(0, Packed.quadratic(arm, 0, d, x));
  }

  /**
   * What {@link #width2} never exceeds for a context of this squared norm: P only shrinks while
   * examples come, so an old bound of its eigenvalues stays one. Cost: O(1).
   */
  public double width2Bound(double[] arm, double norm2) {
    return arm[bound()] * norm2;
  }

  /** Of an example of importance w: w error q/(1 + w q) with q = x'A^-1 x, error q at first. */
  @Override
  public double sensitivity(double[] arm, double[] x, double error) {
    return error * width2(arm, x);
  }

  /** How often the inverse had to be repaired; 0 unless contexts span some 15 orders of size. */
  public long repairs(double[] arm) {
    return (long) arm[updates() + 1];
  }

  /** Takes note of a decision; returns the provisional rewards to remember. */
  @Override
  public double[] decided(double[] arm, double[] x) {
    double[] note = new double[pending == Pending.PREDICTED ? objectives : 0];
    if (pending == Pending.AT_REWARD) {
      return note;
    }
    grow(arm, 0, x, 1, new double[d]);
    for (int m = 0; m < note.length; m++) {
      note[m] = predict(arm, m, x);
      axpy(note[m], x, arm, b(m));
    }
    return note;
  }

  /**
   * Learns rewards of importance {@code w}. With A' = A + (w-w0)xx' (w0 what the decision has
   * added) and b' = b + (w r - w0 note)x the solution moves by P'x times the residual, so theta is
   * never solved for.
   */
  @Override
  public void learn(double[] arm, double[] x, double[] note, double[] reward, double w) {
    double[] u = new double[d];
    double w0 = pending == Pending.PREDICTED ? 1 : 0;
    if (w == w0) {
      Packed.times(arm, 0, d, x, u);
    } else if (pending == Pending.SEPARATE) {
      if (w != 1) {
        grow(arm, 0, x, w - 1, u);
      }
      grow(arm, meanP(), x, w, u);
    } else {
      grow(arm, 0, x, w - w0, u);
    }
    for (int m = 0; m < objectives; m++) {
      double added = w * reward[m] - (w0 == 1 ? note[m] : 0);
      double residual = added - (w - w0) * predict(arm, m, x);
      axpy(added, x, arm, b(m));
      axpy(residual, u, arm, theta(m));
    }
    if (arm[updates()] % REFRESH_EVERY == 0) {
      refresh(arm);
    }
  }

  @Override
  public boolean revisable() {
    return true;
  }

  /** Exchanges rewards: the covariance does not depend on them, so this is exact. */
  @Override
  public void revise(double[] arm, double[] x, double[] from, double[] to, double w) {
    double[] u = new double[d];
    Packed.times(arm, meanP(), d, x, u);
    for (int m = 0; m < objectives; m++) {
      double change = w * (to[m] - from[m]);
      axpy(change, x, arm, b(m));
      axpy(change, u, arm, theta(m));
    }
  }

  /** Two covariances do not come back from one sum. */
  @Override
  public boolean additive() {
    return pending != Pending.SEPARATE;
  }

  /**
   * The additive statistics [A (s) | b (d) per objective]: differences of these sums from several
   * shards of one model can be added up in any order. Cost: d^3.
   */
  @Override
  public double[] sums(double[] arm) {
    int s = Packed.size(d);
    double[] sums = new double[s + d * objectives];
    double[] factor = new double[s];
    if (!Cholesky.factor(arm, meanP(), d, factor, 0)) {
      throw new IllegalArgumentException("the arm's inverse is not positive definite");
    }
    Cholesky.inverse(factor, 0, d, sums, 0);
    for (int m = 0; m < objectives; m++) {
      System.arraycopy(arm, b(m), sums, s + d * m, d);
    }
    return sums;
  }

  /** Replaces an arm's statistics by merged sums; both covariances become that of the sums. */
  @Override
  public void load(double[] arm, double[] sums) {
    int s = Packed.size(d);
    double[] factor = new double[s];
    if (sums.length != s + d * objectives || !Cholesky.factor(sums, 0, d, factor, 0)) {
      throw new IllegalArgumentException(
          "a positive definite A and one b per objective are needed, "
              + (s + d * objectives)
              + " values, found "
              + sums.length);
    }
    Cholesky.inverse(factor, 0, d, arm, 0);
    if (pending == Pending.SEPARATE) {
      System.arraycopy(arm, 0, arm, meanP(), s);
    }
    for (int m = 0; m < objectives; m++) {
      System.arraycopy(sums, s + d * m, arm, b(m), d);
    }
    setBound(arm);
    refresh(arm);
  }

  private void setBound(double[] arm) {
    arm[bound()] = SLACK * Packed.largestRow(arm, 0, d);
  }

  private void grow(double[] arm, int offset, double[] x, double w, double[] u) {
    boolean repaired = Inverse.add(arm, offset, d, x, w, u);
    if (++arm[updates()] % CHECK_EVERY == 0
        && !Cholesky.factor(arm, offset, d, new double[Packed.size(d)], 0)) {
      Inverse.repair(arm, offset, d);
      repaired = true;
    }
    if (repaired || w < 0 || arm[updates()] % BOUND_EVERY == 0) {
      setBound(arm);
    }
    if (repaired) {
      arm[updates() + 1]++;
      refresh(arm);
    }
  }

  /** theta = P b, which stops rounding from adding up. */
  private void refresh(double[] arm) {
    double[] right = new double[d];
    double[] solution = new double[d];
    for (int m = 0; m < objectives; m++) {
      System.arraycopy(arm, b(m), right, 0, d);
      Packed.times(arm, meanP(), d, right, solution);
      System.arraycopy(solution, 0, arm, theta(m), d);
    }
  }

  private void axpy(double a, double[] x, double[] y, int offset) {
    for (int i = 0; i < d; i++) {
      y[offset + i] += a * x[i];
    }
  }
}
