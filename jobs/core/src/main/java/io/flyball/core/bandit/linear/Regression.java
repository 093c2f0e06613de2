package io.flyball.core.bandit.linear;

/**
 * An online regression of rewards on contexts, one per arm, on packed statistics. Each method works
 * on one arm's array; contexts have {@link #d} finite values.
 */
public interface Regression {
  /** Name of the layout. */
  String kind();

  /** Length of the context. */
  int d();

  /** Doubles per arm. */
  int size();

  /** Whether every reward must lie in [0, 1]. */
  default boolean unitRewards() {
    return false;
  }

  /** See {@link io.flyball.core.bandit.Policy#longestInput}. */
  default double longestInput() {
    return 1e9;
  }

  /** Rewards learned side by side. */
  default int objectives() {
    return 1;
  }

  /** Fills the zeroed statistics of a new arm. */
  default void start(double[] arm) {}

  /** Predicted reward. */
  double predict(double[] arm, int objective, double[] x);

  /**
   * How fast the prediction for {@code x} moves with the importance of an example there that
   * contradicts it by {@code error}: its derivative at importance 0.
   */
  default double sensitivity(double[] arm, double[] x, double error) {
    throw new IllegalArgumentException(
        "'" + kind() + "' cannot say how sensitive its predictions are");
  }

  /** Takes note of a decision; returns what to remember until the reward. */
  default double[] decided(double[] arm, double[] x) {
    return new double[0];
  }

  /** Learns one example of importance {@code w}. */
  void learn(double[] arm, double[] x, double[] note, double[] reward, double w);

  /** Whether a learned reward can be exchanged exactly. */
  default boolean revisable() {
    return false;
  }

  /** Whether the statistics are sums over examples. */
  default boolean additive() {
    return false;
  }

  /** The sums behind an arm's statistics. */
  default double[] sums(double[] arm) {
    throw new UnsupportedOperationException("the statistics of '" + kind() + "' do not add");
  }

  /** Replaces an arm's statistics by those of sums. */
  default void load(double[] arm, double[] sums) {
    throw new UnsupportedOperationException("the statistics of '" + kind() + "' do not add");
  }

  /** Exchanges a learned reward. */
  default void revise(double[] arm, double[] x, double[] from, double[] to, double w) {
    throw new UnsupportedOperationException(
        "'" + kind() + "' cannot exchange a reward that it has learned");
  }
}
