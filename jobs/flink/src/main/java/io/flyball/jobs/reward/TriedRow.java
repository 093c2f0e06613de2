package io.flyball.jobs.reward;

import io.flyball.core.reward.group.FeedbackMemory;

/**
 * A candidate on its way to the memory of its request.
 *
 * @param known event time by which it had arrived
 */
public record TriedRow(String request, FeedbackMemory.Tried tried, long known) {
  TriedRow knownAt(long arrival) {
    return new TriedRow(request, tried, arrival);
  }
}
