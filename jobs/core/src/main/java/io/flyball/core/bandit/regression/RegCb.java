package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.RegressionPolicy;

/**
 * RegCB: the arm whose largest plausible reward is best, or, eliminating, any arm that could still
 * be the best, all alike (Foster, Agarwal, Dudík, Luo, Schapire, "Practical contextual bandits with
 * regression oracles", ICML 2018). What is plausible says {@link Plausible}; with mellowness 0.1 as
 * is usual in Vowpal Wabbit.
 *
 * <p>Rewards lie in [0, 1]; the optimistic form is deterministic, so its log cannot be used to
 * evaluate other policies.
 *
 * @param plausible what the regression, ridge or AdaGrad, could still come to predict
 * @param optimistic the first form, else elimination
 */
public record RegCb(Plausible plausible, boolean optimistic) implements RegressionPolicy {

  public RegCb(Regression regression, double mellowness, boolean optimistic) {
    this(new Plausible(regression, mellowness), optimistic);
  }

  @Override
  public Regression regression() {
    return plausible.regression();
  }

  /** Largest plausible rewards. */
  @Override
  public void scores(double[] shared, Question question, double[] out) {
    plausible.upper(shared, question, out);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    if (optimistic) {
      scores(shared, question, out);
      Pick.uniformOverBest(out);
      return;
    }
    boolean[] survivors = plausible.survivors(shared, question);
    int count = 0;
    for (boolean survives : survivors) {
      count += survives ? 1 : 0;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = survivors[i] ? 1.0 / count : 0;
    }
  }

  @Override
  public boolean deterministic() {
    return optimistic;
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
