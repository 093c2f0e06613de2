package io.flyball.core.bandit;

/**
 * A policy that shows the first of arms that are best alike instead of drawing among them: what
 * published figures of index policies were computed with. A policy that draws is left as it is.
 *
 * @param inner the policy
 */
public record FirstOfTies(Policy inner) implements Policy {

  @Override
  public Shape shape() {
    return inner.shape();
  }

  @Override
  public void startShared(double[] shared) {
    inner.startShared(shared);
  }

  @Override
  public void startArm(double[] arm) {
    inner.startArm(arm);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    inner.scores(shared, question, out);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    inner.propensities(shared, question, out);
    if (inner.deterministic()) {
      Pick.oneHot(Pick.best(out), out);
    }
  }

  @Override
  public boolean deterministic() {
    return inner.deterministic();
  }

  @Override
  public boolean unitRewards() {
    return inner.unitRewards();
  }

  @Override
  public double longestInput() {
    return inner.longestInput();
  }

  @Override
  public Policy base() {
    return inner.base();
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    return inner.decided(shared, question, choice);
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    inner.learn(shared, arm, taken, reward, weight);
  }

  @Override
  public boolean revisable() {
    return inner.revisable();
  }

  @Override
  public void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    inner.revise(shared, arm, taken, from, to, weight);
  }

  @Override
  public boolean retract(Arm arm, double[] learned, double weight) {
    return inner.retract(arm, learned, weight);
  }

  @Override
  public boolean additive() {
    return inner.additive();
  }

  @Override
  public double[] sums(double[] arm) {
    return inner.sums(arm);
  }

  @Override
  public void load(double[] arm, double[] sums) {
    inner.load(arm, sums);
  }
}
