package io.flyball.core.loop;

import io.flyball.core.stats.Wilson;

/**
 * Whether one user reacts so unlike all others that the reactions should not steer a policy: the
 * user's and the population's Wilson intervals do not touch.
 *
 * @param excess user's rate less population's rate; NaN without reactions on either side
 * @param suspect whether the intervals are disjoint
 */
public record AdversarialFeedback(double excess, boolean suspect) {

  /**
   * Compares one user with the others.
   *
   * @param z normal quantile of both intervals; 4 keeps false suspicion rare over many users
   */
  public static AdversarialFeedback of(
      long userPositive, long userTotal, long otherPositive, long otherTotal, double z) {
    Wilson user = Wilson.of(userPositive, userTotal, z);
    Wilson others = Wilson.of(otherPositive, otherTotal, z);
    double excess = (double) userPositive / userTotal - (double) otherPositive / otherTotal;
    return new AdversarialFeedback(
        excess, user.lower() > others.upper() || user.upper() < others.lower());
  }
}
