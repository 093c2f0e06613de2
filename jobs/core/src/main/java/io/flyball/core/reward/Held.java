package io.flyball.core.reward;

/**
 * The newest value of one component of one reward.
 *
 * @param value as scored
 * @param standardised against what came before it; the value itself where nothing is normalised
 * @param time when the user acted, epoch ms
 * @param source id of the signal
 * @param hindsight whether it was said once the outcome was known
 */
public record Held(double value, double standardised, long time, String source, boolean hindsight) {

  /** Whether a row is newer, in event time, with the id as the tie-breaker. */
  boolean olderThan(RewardRow row) {
    return time != row.signalTime() ? time < row.signalTime() : source.compareTo(row.source()) < 0;
  }
}
