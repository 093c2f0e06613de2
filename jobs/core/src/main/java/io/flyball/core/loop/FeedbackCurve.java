package io.flyball.core.loop;

import io.flyball.core.stats.LinearFit;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Accuracy by turn or by turn limit, and what feedback gains along it: A_0 before any feedback, A_t
 * after t rounds. Values in [0, 1].
 */
public final class FeedbackCurve {
  private final double[] accuracy;

  /** A curve from A_0 on; one value at least. */
  public FeedbackCurve(double... accuracy) {
    if (accuracy.length == 0 || Arrays.stream(accuracy).anyMatch(a -> !(a >= 0 && a <= 1))) {
      throw new IllegalArgumentException(
          "accuracies lie in [0, 1], one at least; were " + Arrays.toString(accuracy));
    }
    this.accuracy = accuracy.clone();
  }

  /** A_t - A_(t-1), for t from 1. */
  public double gain(int t) {
    return accuracy[t] - accuracy[t - 1];
  }

  /** Least-squares slope per turn (the Delta of MINT, arXiv 2309.10691) and R squared. */
  public LinearFit slope() {
    return LinearFit.overIndex(accuracy);
  }

  /** The first t whose gain and the next are below epsilon; empty when there is none. */
  public OptionalInt plateau(double epsilon) {
    for (int t = 1; t + 1 < accuracy.length; t++) {
      if (gain(t) < epsilon && gain(t + 1) < epsilon) {
        return OptionalInt.of(t);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Feedback friction 1 - (A_T - A_0) / (target - A_0): the share of what good feedback could have
   * repaired and did not ("Feedback Friction", arXiv 2506.11930). NaN when A_0 has reached the
   * target.
   */
  public double friction(double target) {
    double room = target - accuracy[0];
    return room <= 0 ? Double.NaN : 1 - (accuracy[accuracy.length - 1] - accuracy[0]) / room;
  }

  /**
   * Penalty lambda (1 - E/T) for repeated answers, E different ones of T (arXiv 2507.14295; usual
   * lambda .5).
   */
  public static double repetitionPenalty(int distinct, int answers, double lambda) {
    if (distinct < 1 || distinct > answers) {
      throw new IllegalArgumentException(distinct + " different answers of " + answers);
    }
    return lambda * (1 - (double) distinct / answers);
  }

  /** Reward 2^-t of a task solved at step t from 0 (arXiv 2507.14295). */
  public static double unaryReward(int step) {
    if (step < 0) {
      throw new IllegalArgumentException("steps start at 0, was " + step);
    }
    return Math.scalb(1.0, -step);
  }

  /** Soft satisfaction rate: share of a task's constraints that hold (arXiv 2507.00699). */
  public static double softSatisfaction(boolean... satisfied) {
    int count = 0;
    for (boolean one : satisfied) {
      count += one ? 1 : 0;
    }
    return (double) count / satisfied.length;
  }

  /** Hard satisfaction: 1 when all of a task's constraints hold, else 0 (arXiv 2507.00699). */
  public static double hardSatisfaction(boolean... satisfied) {
    return softSatisfaction(satisfied) == 1 ? 1 : 0;
  }
}
