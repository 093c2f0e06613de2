package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * EXP3 on losses 1 - r, for rewards in [0, 1] that an adversary may choose: p = softmax(-eta L),
 * L_a += (1-r)/p_a for the arm shown; eta = sqrt(2 ln K/(T K)), regret at most sqrt(2 T K ln K)
 * (Auer et al. 2002). The IX form divides by p_a + eta/2 with eta = sqrt(2 ln(K+1)/(T K)), which
 * bounds the regret with high probability too (Neu 2015). Without a horizon eta_t = sqrt(ln K/(t
 * K)).
 *
 * <p>A new arm starts at loss 0, ahead of all others. Cost: O(K) to decide, O(1) to learn.
 *
 * @param horizon number of rounds planned, 0 when unknown
 * @param implicit the IX form
 */
public record Exp3(long horizon, boolean implicit) implements Policy {
  private static final Shape SHAPE = Shape.of("losses", 0, 0, 0, 1);

  public Exp3 {
    if (horizon < 0) {
      throw new IllegalArgumentException("the horizon must be at least 0, found " + horizon);
    }
  }

  /** The regret that EXP3 with a known horizon never exceeds in expectation. */
  public static double bound(long horizon, int arms) {
    return Math.sqrt(2.0 * horizon * arms * Math.log(arms));
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  private double eta(double decided, int arms) {
    double choices = implicit ? arms + 1.0 : arms;
    return horizon == 0
        ? Math.sqrt(Math.log(choices) / ((decided + 1) * arms))
        : Math.sqrt(2 * Math.log(choices) / ((double) horizon * arms));
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = -question.arms()[i].state()[0];
    }
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    double eta = eta(shared[Shape.DECIDED], out.length);
    Pick.softmax(eta > 0 ? 1 / eta : 1, 0, out);
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    double eta = eta(shared[Shape.DECIDED], question.arms().length);
    return new double[] {implicit ? eta / 2 : 0};
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    double loss = 1 - Checks.within("reward", reward[0], 0, 1);
    arm.state()[0] += weight * loss / (taken.propensity() + taken.note()[0]);
  }

  @Override
  public boolean revisable() {
    return true;
  }

  @Override
  public void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    double change = from[0] - Checks.within("reward", to[0], 0, 1);
    arm.state()[0] += weight * change / (taken.propensity() + taken.note()[0]);
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
