package io.flyball.core.loop;

/**
 * How much of a metric's change the loop made: its change where the recommender decides, less its
 * change in a bucket of randomly exposed traffic, which the world moves but the loop does not.
 *
 * <p>Without such a holdout a change can be called drift, never amplification.
 *
 * @param loopChange after - before in the loop's bucket
 * @param holdoutChange after - before in the random-exposure bucket
 */
public record Amplification(double loopChange, double holdoutChange) {

  public static Amplification of(
      double loopBefore, double loopAfter, double holdoutBefore, double holdoutAfter) {
    return new Amplification(loopAfter - loopBefore, holdoutAfter - holdoutBefore);
  }

  /** loopChange - holdoutChange, in the unit of the metric. */
  public double byTheLoop() {
    return loopChange - holdoutChange;
  }
}
