package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;
import java.util.Arrays;

/**
 * Every arm with probability 1/K, whatever was learnt: the level that any policy must beat. It
 * keeps the counts of the other policies, and takes rewards of any finite size.
 */
public record Uniform() implements CountPolicy {

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    Arrays.fill(out, 0);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    Arrays.fill(out, 1.0 / out.length);
  }

  @Override
  public double checked(double reward) {
    return Checks.within("reward", reward, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  @Override
  public boolean unitRewards() {
    return false;
  }
}
