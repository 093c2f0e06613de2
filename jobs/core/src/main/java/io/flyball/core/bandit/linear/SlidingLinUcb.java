package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import java.util.Arrays;

/**
 * LinUCB on the last rounds only: the sums A_i, b_i of {@code buckets} consecutive stretches of
 * {@code bucketRounds} rounds, the oldest dropped whole. Exact, without the downdates of a true
 * sliding window, which can fail.
 *
 * <p>Pending-aware; a reward whose bucket is gone changes nothing. Arm layout, s = d(d+1)/2: [L (s)
 * | theta (d) | newest bucket | per bucket: A (s), b (d)]. Cost: K d^2/2 to decide, 2d^2 to learn,
 * K d^3/6 per bucket.
 *
 * @param d length of the context
 * @param lambda ridge, above 0
 * @param alpha exploration, at least 0
 * @param buckets at least 2
 * @param bucketRounds at least 1
 */
public record SlidingLinUcb(int d, double lambda, double alpha, int buckets, long bucketRounds)
    implements Policy {
  public SlidingLinUcb {
    if (d < 1 || buckets < 2 || bucketRounds < 1) {
      throw new IllegalArgumentException(
          "d and bucketRounds must be at least 1 and buckets at least 2, found "
              + d
              + ", "
              + bucketRounds
              + " and "
              + buckets);
    }
    Checks.positive("lambda", lambda);
    Checks.within("alpha", alpha, 0, Double.MAX_VALUE);
  }

  private int theta() {
    return Packed.size(d);
  }

  private int newest() {
    return theta() + d;
  }

  private int bucket(long number) {
    return newest() + 1 + (int) (number % buckets) * (Packed.size(d) + d);
  }

  @Override
  public Shape shape() {
    int size = newest() + 1 + Math.multiplyExact(buckets, Packed.size(d) + d);
    return Shape.of("buckets-" + buckets, d, 0, 0, size);
  }

  /** The condition of the matrix leaves as many digits as {@link Ridge#longestInput}. */
  @Override
  public double longestInput() {
    return 1e5 * Math.sqrt(lambda);
  }

  @Override
  public void startArm(double[] arm) {
    Packed.addDiagonal(arm, 0, d, Math.sqrt(lambda));
  }

  private long number(double[] shared) {
    return (long) shared[Shape.DECIDED] / bucketRounds;
  }

  /** Drops what is too old and solves anew when something was. */
  private void advance(double[] arm, long number) {
    long from = (long) arm[newest()];
    if (from == number) {
      return;
    }
    for (long n = Math.max(from + 1, number - buckets + 1); n <= number; n++) {
      Arrays.fill(arm, bucket(n), bucket(n) + Packed.size(d) + d, 0);
    }
    arm[newest()] = number;
    solve(arm);
  }

  private void solve(double[] arm) {
    int s = Packed.size(d);
    double[] a = new double[s];
    double[] b = new double[d];
    Packed.addDiagonal(a, 0, d, lambda);
    for (long n = 0; n < buckets; n++) {
      int at = bucket(n);
      for (int i = 0; i < s; i++) {
        a[i] += arm[at + i];
      }
      for (int i = 0; i < d; i++) {
        b[i] += arm[at + s + i];
      }
    }
    Cholesky.factorRepaired(a, 0, d, arm, 0);
    double[] solution = new double[d];
    Cholesky.solve(arm, 0, d, b, solution);
    System.arraycopy(solution, 0, arm, theta(), d);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double[] work = new double[d];
    double[] x = question.context();
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      advance(arm, number(shared));
      double width = Math.sqrt(Cholesky.forward(arm, 0, d, x, work));
      out[i] = Packed.dot(arm, theta(), x, d) + alpha * width;
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    double[] arm = question.arms()[choice].state();
    double[] x = question.context();
    long number = number(shared);
    advance(arm, number);
    double expected = Packed.dot(arm, theta(), x, d);
    add(arm, number, x, 1, expected);
    Cholesky.update(arm, 0, d, x.clone());
    return new double[] {expected, number};
  }

  private void add(double[] arm, long number, double[] x, double w, double reward) {
    int at = bucket(number);
    Packed.decayAdd(arm, at, d, 1, w, x, 0);
    for (int i = 0; i < d; i++) {
      arm[at + Packed.size(d) + i] += reward * x[i];
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
    long number = number(shared);
    long own = (long) taken.note()[1];
    advance(arm, number);
    if (number - own >= buckets) {
      return;
    }
    double[] x = taken.context();
    add(arm, own, x, w, reward);
    if (w == 0) {
      double[] solution = new double[d];
      Cholesky.solve(arm, 0, d, x, solution);
      for (int i = 0; i < d; i++) {
        arm[theta() + i] += reward * solution[i];
      }
    } else {
      solve(arm);
    }
  }

  @Override
  public boolean deterministic() {
    return true;
  }
}
