package io.flyball.jobs.loop;

/** What can be watched by itself. */
public enum ScopeKind {
  /** Everything together. */
  ALL,
  /** A page, feed or widget. */
  SURFACE,
  /** A version of the model that chose. */
  MODEL,
  /** A configured group of users. */
  COHORT,
  /** Items of one source. */
  SOURCE
}
