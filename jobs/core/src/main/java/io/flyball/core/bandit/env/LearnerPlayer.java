package io.flyball.core.bandit.env;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.FirstOfTies;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.ObservingPolicy;
import io.flyball.core.bandit.Question;

/** A learner in this process; of arms that are best alike it shows the first. */
public final class LearnerPlayer implements Player {
  private static final double[] EQUAL_WEIGHTS = {};

  private final Learner learner;
  private final Arm[] arms;
  private Question asked;

  public LearnerPlayer(Learner learner, int arms) {
    // As in the published figures of these environments.
    this.learner =
        learner.policy() instanceof ObservingPolicy
            ? learner
            : new Learner(new FirstOfTies(learner.policy()), learner.model());
    String[] names = new String[arms];
    for (int a = 0; a < arms; a++) {
      names[a] = Integer.toString(a);
    }
    this.arms = learner.arms(names);
  }

  @Override
  public Choice decide(long round, double[] context, double[][] features, double u) {
    asked = learner.dense(context, arms, features, EQUAL_WEIGHTS);
    return learner.decide(asked, u);
  }

  @Override
  public void learn(long round, AssignedArm taken, double reward) {
    learner.learn(taken, reward);
  }

  @Override
  public boolean observes() {
    return learner.policy() instanceof ObservingPolicy observer
        && observer.observes(learner.model().shared());
  }

  @Override
  public void observe(double[] rewards) {
    ((ObservingPolicy) learner.policy()).observe(asked.arms(), rewards);
  }
}
