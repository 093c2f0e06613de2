package io.flyball.core.loop;

/** What a piece of feedback says of the answer it is about. */
public enum Polarity {
  GOOD,
  BAD,
  /** Feedback that commits to neither. */
  OTHER,
  /** No feedback was given. */
  NONE
}
