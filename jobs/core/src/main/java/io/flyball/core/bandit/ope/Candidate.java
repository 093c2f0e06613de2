package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Learner;
import java.util.Arrays;

/** A policy whose value is estimated from the log of another. */
public interface Candidate {
  /**
   * Its probability of each eligible arm of a row, before it learns the row. The array may be the
   * same for two rows and is not to be changed.
   */
  double[] probabilities(LogRow row);

  /** Learns the row, where the candidate is one that learns. */
  default void learn(LogRow row) {}

  /** Whether the probabilities of all eligible arms are known and not of the arm shown alone. */
  default boolean complete() {
    return true;
  }

  /** Every eligible arm alike. */
  static Candidate uniform() {
    return new Candidate() {
      private double[] equal = {};

      @Override
      public double[] probabilities(LogRow row) {
        int arms = row.decision().arms().length;
        if (equal.length != arms) {
          equal = new double[arms];
          Arrays.fill(equal, 1.0 / arms);
        }
        return equal;
      }
    };
  }

  /** A policy that learns each row after it was judged on it. */
  static Candidate learning(Learner learner) {
    return new Candidate() {
      @Override
      public double[] probabilities(LogRow row) {
        return learner.propensities(learner.question(row.decision()));
      }

      @Override
      public void learn(LogRow row) {
        learner.learn(row.decision());
      }
    };
  }

  /**
   * What the log carries.
   *
   * @param complete whether it is the probability of every arm, not of the arm shown alone
   */
  static Candidate carried(boolean complete) {
    return new Candidate() {
      @Override
      public double[] probabilities(LogRow row) {
        return row.candidate();
      }

      @Override
      public boolean complete() {
        return complete;
      }
    };
  }
}
