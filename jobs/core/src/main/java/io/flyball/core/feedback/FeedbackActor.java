package io.flyball.core.feedback;

/**
 * Who gave a signal: a person, or an agent that simulates one. The two are counted and joined
 * apart.
 */
public enum FeedbackActor {
  USER,
  SHADOW
}
