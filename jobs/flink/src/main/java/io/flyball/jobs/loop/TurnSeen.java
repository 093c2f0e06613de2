package io.flyball.jobs.loop;

import io.flyball.core.loop.Attempt;

/**
 * A turn of an episode.
 *
 * @param time event time, epoch ms
 * @param known event time by which it had arrived
 * @param judge null when nobody gave feedback
 * @param answered false when nothing was answered
 * @param last whether no other turn follows
 * @param user whom it was said to, an IdNumber
 */
public record TurnSeen(
    String episode,
    String model,
    String judge,
    long time,
    long known,
    Attempt.Step step,
    boolean answered,
    boolean last,
    long user) {

  TurnSeen knownAt(long arrival) {
    return new TurnSeen(episode, model, judge, time, arrival, step, answered, last, user);
  }
}
