package io.flyball.core.bandit.env;

import java.util.Arrays;

/** Oracle regret as it grows, beside that of uniform play and of each arm held for ever. */
final class Regret {
  private final Environment world;
  private final long rounds;
  private final double[] marks = new double[Report.MARKS.size()];
  private final double[] curve = new double[Report.POINTS];
  private final double[] held;
  private double sum;
  private int mark;
  private int point;

  Regret(Environment world, long rounds) {
    this.world = world;
    this.rounds = rounds;
    this.held = new double[world.arms()];
  }

  /** Takes the arm shown in the current round, the {@code count}-th. */
  void add(long count, int shown) {
    double best = world.best();
    for (int a = 0; a < held.length; a++) {
      held[a] += best - world.mean(a);
    }
    add(count, best - world.mean(shown));
  }

  /** Takes what the {@code count}-th round lost. */
  void add(long count, double lost) {
    sum += lost;
    while (mark < marks.length && count >= Math.max(1, rounds * Report.MARKS.get(mark) / 100)) {
      marks[mark++] = sum;
    }
    while (point < curve.length && count >= Report.round(point, rounds)) {
      curve[point++] = sum;
    }
  }

  double[] marks() {
    return marks;
  }

  double[] curve() {
    return curve;
  }

  double uniform() {
    return Arrays.stream(held).sum() / held.length;
  }

  double bestFixed() {
    return Arrays.stream(held).min().orElse(0);
  }
}
