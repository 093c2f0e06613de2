package io.flyball.jobs.gate;

import io.flyball.core.gate.EpisodeEvent;
import java.util.Comparator;

/**
 * Something that happened while an episode ran.
 *
 * @param session whose statistics it adds to; empty for the episode's own
 */
public record StepEvent(
    String episode,
    String session,
    int subgoal,
    EpisodeEvent.Kind kind,
    String primitive,
    String detail,
    long time) {

  /** An order that no race decides, for events of one time. */
  static final Comparator<StepEvent> ORDER =
      Comparator.comparing(StepEvent::episode)
          .thenComparingInt(StepEvent::subgoal)
          .thenComparing(StepEvent::kind)
          .thenComparing(StepEvent::toString);

  EpisodeEvent event() {
    return new EpisodeEvent(episode, subgoal, kind, primitive, detail, time);
  }

  /** The key of the session's state: an episode cannot be mistaken for a session of its name. */
  String sessionKey() {
    return session.isEmpty() ? "episode/" + episode : "session/" + session;
  }

  /** The session, for people. */
  String sessionName() {
    return session.isEmpty() ? episode : session;
  }
}
