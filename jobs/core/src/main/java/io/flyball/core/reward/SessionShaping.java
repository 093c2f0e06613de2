package io.flyball.core.reward;

import io.flyball.core.reward.shape.PotentialShaping;
import io.flyball.core.state.StoredLists;
import java.util.ArrayList;
import java.util.List;

/**
 * Potential-based shaping along a user's session, whose states are the surfaces visited. The last
 * step known counts as the end, potential 0; when the session goes on, the step before is
 * corrected. So the discounted sum over a finished session is -Phi(first) exactly, whatever the
 * order of arrival.
 */
final class SessionShaping {
  private final PotentialShaping shaping;
  private final RewardState state;

  SessionShaping(PotentialShaping shaping, RewardState state) {
    this.shaping = shaping;
    this.state = state;
  }

  /** Enters a step; gives the one before it, whose addition has changed, or null. */
  SessionStep enter(String session, SessionStep step) {
    List<SessionStep> known = state.sessions().get(session);
    List<SessionStep> steps = new ArrayList<>(known == null ? List.of() : known);
    steps.add(step);
    steps.sort(SessionStep.ORDER);
    state.sessions().put(session, List.copyOf(steps));
    int at = steps.indexOf(step);
    return at == 0 ? null : steps.get(at - 1);
  }

  /** What a step that was entered adds. */
  double added(String session, SessionStep step, RewardRules rules) {
    List<SessionStep> steps = state.sessions().get(session);
    int next = steps.indexOf(step) + 1;
    double reached =
        next < steps.size() ? rules.potential(steps.get(next).state()) : PotentialShaping.TERMINAL;
    return shaping.step(rules.potential(step.state()), reached);
  }

  /** Forgets a step. */
  void leave(String session, String decisionId) {
    List<SessionStep> steps = session.isEmpty() ? null : state.sessions().get(session);
    if (steps != null) {
      StoredLists.replace(
          state.sessions(),
          session,
          steps.stream().filter(step -> !step.decisionId().equals(decisionId)).toList());
    }
  }
}
