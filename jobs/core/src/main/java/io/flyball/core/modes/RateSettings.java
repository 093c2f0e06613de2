package io.flyball.core.modes;

import java.util.Optional;

/**
 * How the rates of segments are followed. Gaps are whole numbers of one unit of time, such as
 * milliseconds.
 *
 * @param states S, 2 to 12
 * @param leastGap lower end of the grid of gaps
 * @param mostGap upper end of the grid
 * @param unit what rates are told in: rates a {@code unit} gaps long
 * @param prior its time in gaps
 * @param kept share of the earlier pairs that still counts a window later, in (0, 1]
 * @param iterations most of the EM of one window
 * @param leastPairs fewer say nothing
 * @param reference rates that drift is told from, a gap unit of 1; the first identified estimate
 *     where it is empty
 * @param trapped a relaxation time so many times that of the reference is trapping, > 1
 */
public record RateSettings(
    RateEstimator estimator,
    int states,
    double leastGap,
    double mostGap,
    double unit,
    RatePrior prior,
    double kept,
    int iterations,
    double leastPairs,
    Optional<RateMatrix> reference,
    double trapped) {

  public RateSettings {
    States.check(states);
    RatePrior.share(kept);
    if (!(unit > 0 && trapped > 1 && iterations >= 1 && leastPairs >= 1)) {
      throw new IllegalArgumentException(
          "unit must be > 0, trapped > 1, iterations and leastPairs >= 1; were "
              + unit
              + ", "
              + trapped
              + ", "
              + iterations
              + " and "
              + leastPairs);
    }
    if (reference.isPresent() && reference.get().states() != states) {
      throw new IllegalArgumentException(
          "a reference of " + reference.get().states() + " states for " + states);
    }
  }
}
