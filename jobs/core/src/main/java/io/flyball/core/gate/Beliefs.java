package io.flyball.core.gate;

/** What is known of critics and actions when a verdict is due. */
public interface Beliefs {
  /** Share of right actions of a risk class, in (0, 1). */
  double baseRate(String risk);

  /** How often actions are right when this critic states {@code p}, in (0, 1). */
  double calibrated(String critic, double p);

  /** Weight of this critic, in [0, 1]. */
  double trust(String critic);
}
