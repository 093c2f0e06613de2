package io.flyball.core.bandit;

/**
 * When to learn from rewards of which only the positives are ever sent, such as clicks: the absence
 * of one is known only after a waiting time.
 */
public enum ClickLearning {
  /**
   * Positives on arrival, zeros at the end of the waiting time. Biased: until then an arm has only
   * successes, most of all one whose clicks are fast. Kept to show what it costs.
   */
  POSITIVE_ON_ARRIVAL {
    @Override
    public void arrived(Learner learner, AssignedArm taken, double reward, double weight) {
      learner.learn(taken, new double[] {reward}, weight);
    }

    @Override
    public void expired(Learner learner, AssignedArm taken, Double reward, double weight) {
      if (reward == null) {
        learner.learn(taken, new double[] {0}, weight);
      }
    }
  },
  /**
   * Everything at the end of the waiting time: unbiased for any reward, at the price of learning as
   * late as possible.
   */
  AT_EXPIRY {
    @Override
    public void expired(Learner learner, AssignedArm taken, Double reward, double weight) {
      learner.learn(taken, new double[] {reward == null ? 0 : reward}, weight);
    }
  },
  /**
   * A zero at the decision, exchanged on arrival: the default for sparse positives. Needs a policy
   * that can exchange a reward.
   */
  ZERO_THEN_EXCHANGE {
    @Override
    public void decided(Learner learner, AssignedArm taken, double weight) {
      if (!learner.policy().revisable()) {
        throw new IllegalArgumentException(
            "'"
                + learner.model().shape().kind()
                + "' cannot exchange a reward that it has learned; use AT_EXPIRY");
      }
      learner.learn(taken, new double[] {0}, weight);
    }

    @Override
    public void arrived(Learner learner, AssignedArm taken, double reward, double weight) {
      learner.revise(taken, new double[] {0}, new double[] {reward}, weight);
    }
  },
  /**
   * A zero at the decision and the positive as a second example on arrival, weighted so that both
   * together are right in expectation: zeros by (1-p)(1+p), positives by 1+p, p the predicted rate
   * of clicks (Ktena et al., "Addressing delayed feedback for continuous training with neural
   * networks in CTR prediction", RecSys 2019). For regressions that cannot exchange a reward.
   */
  FAKE_NEGATIVE_WEIGHTED {
    @Override
    public void decided(Learner learner, AssignedArm taken, double weight) {
      if (learner.policy().revisable()) {
        throw new IllegalArgumentException(
            "'" + learner.model().shape().kind() + "' can exchange; use ZERO_THEN_EXCHANGE");
      }
      double p = rate(learner, taken);
      learner.learn(taken, new double[] {0}, weight * (1 - p) * (1 + p));
    }

    @Override
    public void arrived(Learner learner, AssignedArm taken, double reward, double weight) {
      learner.learnMore(taken, new double[] {reward}, weight * (1 + rate(learner, taken)));
    }
  };

  private static final double LARGEST_RATE = 0.999;

  private static double rate(Learner learner, AssignedArm taken) {
    return Math.max(0, Math.min(LARGEST_RATE, learner.predicted(taken)));
  }

  /** To be called once, after the decision. */
  public void decided(Learner learner, AssignedArm taken, double weight) {}

  /** To be called at most once, when the positive reward comes. */
  public void arrived(Learner learner, AssignedArm taken, double reward, double weight) {}

  /**
   * To be called once, when the waiting time is over.
   *
   * @param reward the reward that arrived in time, or null
   */
  public void expired(Learner learner, AssignedArm taken, Double reward, double weight) {}
}
