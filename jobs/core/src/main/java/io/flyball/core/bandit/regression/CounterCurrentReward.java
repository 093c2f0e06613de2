package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.experimental.CounterCurrent;

/**
 * Rewards by a counter-current net for each arm. Experimental: linear regressions learn faster, add
 * up across shards and exchange a reward; this does none of these.
 *
 * <p>Classes are K levels from 0 to 1; a reward between two levels is shared by both, so that the
 * prediction sum_k p_k k / (K - 1) is of its mean. Examples wait until a batch is full. Arm layout:
 * [weights | batch of (context, reward, importance) | how many wait]. Rewards lie in [0, 1]. Cost:
 * {@link CounterCurrent}, in bursts of a batch.
 *
 * @param net inputs are the context, classes the levels
 * @param seed of the first weights
 */
public record CounterCurrentReward(CounterCurrent net, long seed) implements Regression {

  @Override
  public String kind() {
    return "counter-current-" + net.hidden() + "-" + net.classes() + "-" + net.batch();
  }

  @Override
  public int d() {
    return net.inputs();
  }

  private int row() {
    return d() + 2;
  }

  @Override
  public int size() {
    return Math.addExact(net.size(), Math.addExact(Math.multiplyExact(net.batch(), row()), 1));
  }

  @Override
  public void start(double[] arm) {
    net.start(arm, seed);
  }

  @Override
  public double predict(double[] arm, int objective, double[] x) {
    double[] p = net.classify(arm, x);
    double sum = 0;
    for (int k = 1; k < p.length; k++) {
      sum += p[k] * k / (p.length - 1);
    }
    return Math.min(1, sum);
  }

  @Override
  public void learn(double[] arm, double[] x, double[] note, double[] reward, double w) {
    double r = Checks.within("reward", reward[0], 0, 1);
    int waiting = (int) arm[size() - 1];
    int at = net.size() + waiting * row();
    System.arraycopy(x, 0, arm, at, d());
    arm[at + d()] = r;
    arm[at + d() + 1] = w;
    arm[size() - 1] = waiting + 1;
    if (waiting + 1 == net.batch()) {
      learn(arm);
      arm[size() - 1] = 0;
    }
  }

  private void learn(double[] arm) {
    double[][] xs = new double[net.batch()][d()];
    double[][] targets = new double[net.batch()][];
    double[] importance = new double[net.batch()];
    for (int n = 0; n < xs.length; n++) {
      int at = net.size() + n * row();
      System.arraycopy(arm, at, xs[n], 0, d());
      targets[n] = levels(arm[at + d()]);
      importance[n] = arm[at + d() + 1];
    }
    net.learn(arm, xs, targets, importance);
  }

  /** Shares of the two levels beside a reward; their mean is the reward. */
  private double[] levels(double reward) {
    double[] shares = new double[net.classes()];
    double place = reward * (shares.length - 1);
    int below = Math.min(shares.length - 2, (int) place);
    shares[below + 1] = place - below;
    shares[below] = 1 - shares[below + 1];
    return shares;
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
