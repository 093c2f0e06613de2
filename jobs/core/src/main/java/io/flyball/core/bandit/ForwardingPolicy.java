package io.flyball.core.bandit;

/** A policy that does as another one does, but for what it overrides. */
public interface ForwardingPolicy extends Policy {
  /** The other policy. */
  Policy inner();

  @Override
  default Shape shape() {
    return inner().shape();
  }

  @Override
  default void startShared(double[] shared) {
    inner().startShared(shared);
  }

  @Override
  default void startArm(double[] arm) {
    inner().startArm(arm);
  }

  @Override
  default void scores(double[] shared, Question question, double[] out) {
    inner().scores(shared, question, out);
  }

  @Override
  default void propensities(double[] shared, Question question, double[] out) {
    inner().propensities(shared, question, out);
  }

  @Override
  default boolean deterministic() {
    return inner().deterministic();
  }

  @Override
  default boolean fillsSlates() {
    return inner().fillsSlates();
  }

  @Override
  default boolean silenceTeaches() {
    return inner().silenceTeaches();
  }

  @Override
  default boolean unitRewards() {
    return inner().unitRewards();
  }

  @Override
  default double longestInput() {
    return inner().longestInput();
  }

  @Override
  default boolean named() {
    return inner().named();
  }

  @Override
  default Policy base() {
    return inner().base();
  }

  @Override
  default double[] decided(double[] shared, Question question, int choice) {
    return inner().decided(shared, question, choice);
  }

  @Override
  default void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    inner().learn(shared, arm, taken, reward, weight);
  }

  @Override
  default boolean revisable() {
    return inner().revisable();
  }

  @Override
  default void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    inner().revise(shared, arm, taken, from, to, weight);
  }

  @Override
  default boolean retract(Arm arm, double[] learned, double weight) {
    return inner().retract(arm, learned, weight);
  }

  @Override
  default boolean additive() {
    return inner().additive();
  }

  @Override
  default double[] sums(double[] arm) {
    return inner().sums(arm);
  }

  @Override
  default void load(double[] arm, double[] sums) {
    inner().load(arm, sums);
  }
}
