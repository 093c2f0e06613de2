package io.flyball.jobs.loop;

import io.flyball.core.drift.Direction;

/**
 * One thing found in one scope, by a detector or in a window: what diagnoses are made from.
 *
 * @param id derived from what was found
 * @param what the signal, or PHASE or JUDGE
 * @param direction in which it moved
 * @param time when it was established, event time, epoch ms
 * @param since when it began, event time, epoch ms
 * @param before level before
 * @param after level since
 * @param width values or events that {@code after} rests on
 * @param byTheLoop change that the random holdout does not explain; NaN without a holdout
 * @param amplified whether that is more than chance
 */
public record Finding(
    String id,
    String scope,
    String what,
    Direction direction,
    long time,
    long since,
    double before,
    double after,
    long width,
    double byTheLoop,
    boolean amplified) {
  /** Phase of generated content: 0 human dominant, 1 coexistence, 2 generated dominant. */
  static final String PHASE = "PHASE";

  /** A judge's success less that without a judge; {@code before} is 0. */
  static final String JUDGE = "JUDGE";

  boolean is(Object signal, Direction wanted) {
    return what.equals(signal.toString()) && direction == wanted;
  }
}
