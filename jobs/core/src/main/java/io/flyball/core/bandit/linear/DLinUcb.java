package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * LinUCB that forgets: V = g V + xx' + (1-g) lambda I, b = g b + r x, score = x'V^-1 b + alpha
 * sqrt(x'V^-1 x); with both matrices the width is sqrt(x'V^-1 W V^-1 x), W decaying by g^2 (Russac,
 * Vernade, Cappé, "Weighted linear bandits for non-stationary environments", NeurIPS 2019).
 *
 * <p>V itself is kept, never its inverse: the refill (1-g) lambda I keeps directions that are not
 * excited at lambda, where an inverse would explode. Decay is lazy: an arm untouched for n rounds
 * gets g^n and the telescoped refill on touch. Decisions enter the factor at once; the decay enters
 * it every {@code refreshEvery} rounds.
 *
 * <p>Pending-aware: a reward that comes n rounds late counts g^n. Arm layout, s = d(d+1)/2: [V (s)
 * | b (d) | L (s) | theta (d) | round of V | round of L | W (s) with both matrices]. At d = 21: 4
 * kB, 6 kB with both. Cost: K d^2/2 to decide, 2d^2 to learn, K d^3/6 per refresh.
 *
 * @param d length of the context
 * @param lambda ridge, above 0
 * @param alpha exploration, at least 0
 * @param forget g in (0, 1]; 1 - 1/n remembers about n rounds
 * @param refreshEvery rounds between factorisations, at least 1; 50 is usual
 * @param bothMatrices the width of the paper instead of the simpler one
 */
public record DLinUcb(
    int d, double lambda, double alpha, double forget, int refreshEvery, boolean bothMatrices)
    implements Policy {

  public DLinUcb {
    if (d < 1 || refreshEvery < 1) {
      throw new IllegalArgumentException(
          "d and refreshEvery must be at least 1, found " + d + " and " + refreshEvery);
    }
    Checks.positive("lambda", lambda);
    Checks.within("alpha", alpha, 0, Double.MAX_VALUE);
    Checks.positive("forget", Checks.within("forget", forget, 0, 1));
  }

  /** The usual form: one matrix, refreshed every 50 rounds. */
  public static DLinUcb of(int d, double lambda, double alpha, double forget) {
    return new DLinUcb(d, lambda, alpha, forget, 50, false);
  }

  /** The confidence radius of the paper for coefficients of norm S and contexts of norm L. */
  public static double radius(
      int d, double lambda, double g, double t, double s, double l, double sigma, double delta) {
    double memory = (1 - Math.pow(g, 2 * t)) / (lambda * d * (1 - g * g));
    return Math.sqrt(lambda) * s
        + sigma * Math.sqrt(2 * Math.log(1 / delta) + d * Math.log(1 + l * l * memory));
  }

  private int b() {
    return Packed.size(d);
  }

  private int factor() {
    return b() + d;
  }

  private int theta() {
    return factor() + Packed.size(d);
  }

  private int round() {
    return theta() + d;
  }

  private int refreshed() {
    return round() + 1;
  }

  private int squared() {
    return refreshed() + 1;
  }

  @Override
  public Shape shape() {
    int size = squared() + (bothMatrices ? Packed.size(d) : 0);
    return Shape.of(bothMatrices ? "decayed-both" : "decayed", d, 0, 0, size);
  }

  /** The condition of the matrix leaves as many digits as {@link Ridge#longestInput}. */
  @Override
  public double longestInput() {
    return 1e5 * Math.sqrt(lambda);
  }

  @Override
  public void startArm(double[] arm) {
    Packed.addDiagonal(arm, 0, d, lambda);
    Packed.addDiagonal(arm, factor(), d, Math.sqrt(lambda));
    if (bothMatrices) {
      Packed.addDiagonal(arm, squared(), d, lambda);
    }
    arm[refreshed()] = -refreshEvery;
  }

  /** Brings an arm's matrices to round {@code t}. */
  private void decay(double[] arm, double t) {
    double n = t - arm[round()];
    if (n <= 0) {
      return;
    }
    double g = Math.pow(forget, n);
    double[] none = new double[d];
    Packed.decayAdd(arm, 0, d, g, 0, none, (1 - g) * lambda);
    for (int i = 0; i < d; i++) {
      arm[b() + i] *= g;
    }
    if (bothMatrices) {
      Packed.decayAdd(arm, squared(), d, g * g, 0, none, (1 - g * g) * lambda);
    }
    arm[round()] = t;
  }

  private void refresh(double[] arm, double t) {
    decay(arm, t);
    Cholesky.factorRepaired(arm, 0, d, arm, factor());
    double[] right = new double[d];
    double[] solution = new double[d];
    System.arraycopy(arm, b(), right, 0, d);
    Cholesky.solve(arm, factor(), d, right, solution);
    System.arraycopy(solution, 0, arm, theta(), d);
    arm[refreshed()] = t;
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double t = shared[Shape.DECIDED];
    double[] work = new double[d];
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      if (t - arm[refreshed()] >= refreshEvery) {
        refresh(arm, t);
      }
      double width2 = Cholesky.forward(arm, factor(), d, question.context(), work);
      if (bothMatrices) {
        decay(arm, t);
        Cholesky.backward(arm, factor(), d, work);
        width2 = Math.max(0, Packed.quadratic(arm, squared(), d, work));
      }
      out[i] = Packed.dot(arm, theta(), question.context(), d) + alpha * Math.sqrt(width2);
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    // One decay step belongs to the round that this decision ends.
    double t = shared[Shape.DECIDED] + 1;
    double[] arm = question.arms()[choice].state();
    double[] x = question.context();
    decay(arm, t);
    double expected = Packed.dot(arm, theta(), x, d);
    add(arm, x, 1, expected);
    Cholesky.update(arm, factor(), d, x.clone());
    return new double[] {expected, t};
  }

  private void add(double[] arm, double[] x, double w, double reward) {
    Packed.decayAdd(arm, 0, d, 1, w, x, 0);
    if (bothMatrices) {
      Packed.decayAdd(arm, squared(), d, 1, w, x, 0);
    }
    for (int i = 0; i < d; i++) {
      arm[b() + i] += reward * x[i];
    }
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    change(shared, arm.state(), taken, weight * reward[0] - taken.note()[0], weight - 1);
  }

  @Override
  public boolean revisable() {
    return true;
  }

  @Override
  public void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    change(shared, arm.state(), taken, weight * (to[0] - from[0]), 0);
  }

  private void change(double[] shared, double[] arm, AssignedArm taken, double reward, double w) {
    double t = shared[Shape.DECIDED];
    decay(arm, t);
    double aged = Math.pow(forget, t - taken.note()[1]);
    double[] x = taken.context();
    if (w == 0) {
      double[] solution = new double[d];
      Cholesky.solve(arm, factor(), d, x, solution);
      for (int i = 0; i < d; i++) {
        arm[theta() + i] += aged * reward * solution[i];
        arm[b() + i] += aged * reward * x[i];
      }
    } else {
      add(arm, x, aged * w, aged * reward);
      refresh(arm, t);
    }
  }

  @Override
  public boolean deterministic() {
    return true;
  }
}
