package io.flyball.core.bandit;

/**
 * A bandit algorithm: a configuration without state of its own, working on packed statistics that
 * the caller keeps.
 *
 * <p>A policy never draws: it gives the full propensity vector and the caller picks from it, so the
 * logged propensity is by construction the probability of what was shown. The statistics of an arm
 * are changed only by {@link #decided}, {@link #learn} and {@link #revise} for that arm, except for
 * caches that can be rebuilt from the rest. Learned and decided counts in the shared state are kept
 * by {@link Learner}.
 *
 * <p>Inputs are finite and of the declared shape: {@link Learner} refuses everything else.
 */
public interface Policy {

  /** Layout of the state this policy works on. */
  Shape shape();

  /** Fills the policy's part of a fresh shared state. */
  default void startShared(double[] shared) {}

  /** Fills the zeroed statistics of a new arm. */
  default void startArm(double[] arm) {}

  /** The index by which each arm is judged, larger is better, aligned with the question's arms. */
  void scores(double[] shared, Question question, double[] out);

  /**
   * Probability of each arm, aligned with the question's arms; non-negative, of sum 1. Arms that
   * are best alike share it alike.
   */
  default void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    Pick.uniformOverBest(out);
  }

  /** Whether the largest score is shown for certain, so that nothing but ties is drawn. */
  default boolean deterministic() {
    return false;
  }

  /** Whether it can choose an arm beside others in one round, as a slate asks for. */
  default boolean fillsSlates() {
    return true;
  }

  /**
   * Whether a reward that never came says something; where it does not, a decision without one is
   * censored whatever the default reward is.
   */
  default boolean silenceTeaches() {
    return true;
  }

  /** Whether every reward must lie in [0, 1]. */
  default boolean unitRewards() {
    return false;
  }

  /**
   * Euclidean length of a context or of an arm's features, times the root of an example's weight,
   * up to which the statistics keep enough digits; a longer one is refused. This one is for sums
   * without a matrix: 10^12 examples of it keep every product of statistics below 10^100.
   */
  default double longestInput() {
    return 1e9;
  }

  /**
   * Whether its questions carry features by name, packed ({@link
   * io.flyball.core.features.PackedFeatures}), of any number.
   */
  default boolean named() {
    return false;
  }

  /** Whether it reads the features of arms. */
  default boolean readsFeatures() {
    return named() || shape().features() > 0;
  }

  /** Whether it reads contexts. */
  default boolean readsContext() {
    return named() || shape().context() > 0;
  }

  /** The algorithm without what is wrapped round it. */
  default Policy base() {
    return this;
  }

  /**
   * Takes note that an arm was chosen, before its reward is known.
   *
   * @return what has to be remembered until the reward
   */
  default double[] decided(double[] shared, Question question, int choice) {
    return AssignedArm.NONE;
  }

  /**
   * Learns the reward of a decision.
   *
   * @param reward one value per objective
   * @param weight importance of this example, above 0; 1 unless the log is a sub-sample
   */
  void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight);

  /** Whether a reward that was learned can be replaced exactly later. */
  default boolean revisable() {
    return false;
  }

  /** Replaces a reward learned earlier by another. */
  default void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    throw new UnsupportedOperationException(
        "'" + shape().kind() + "' cannot exchange a reward that it has learned");
  }

  /**
   * Takes back a decision and what was learned of it, as if neither had been.
   *
   * @param learned its reward; null when none was learned
   * @return false where that cannot be done, and nothing has changed
   */
  default boolean retract(Arm arm, double[] learned, double weight) {
    return false;
  }

  /**
   * Whether an arm's statistics are sums over its decisions and nothing else is shared, so that
   * several learners of one policy can be added up; see {@link Sums}.
   */
  default boolean additive() {
    return false;
  }

  /** The sums behind an arm's statistics, its prior included. */
  default double[] sums(double[] arm) {
    throw new UnsupportedOperationException(
        "the statistics of '" + shape().kind() + "' do not add");
  }

  /** Replaces an arm's statistics by those of sums. */
  default void load(double[] arm, double[] sums) {
    throw new UnsupportedOperationException(
        "the statistics of '" + shape().kind() + "' do not add");
  }
}
