package io.flyball.core.reward;

import java.util.Comparator;

/**
 * One decision on a user's way through a session.
 *
 * @param shownAt event time, epoch ms
 * @param decisionId the decision
 * @param state the state it was made in: its surface
 */
public record SessionStep(long shownAt, String decisionId, String state) {
  static final Comparator<SessionStep> ORDER =
      Comparator.comparingLong(SessionStep::shownAt).thenComparing(SessionStep::decisionId);
}
