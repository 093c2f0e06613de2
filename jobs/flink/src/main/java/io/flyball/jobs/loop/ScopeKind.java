package io.flyball.jobs.loop;

import java.util.Locale;

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
  SOURCE;

  /** The form of its scopes' names: {@code all}, {@code surface/...}. */
  String form() {
    return this == ALL ? "all" : prefix() + "...";
  }

  /** What the names of its scopes begin with. */
  String prefix() {
    return name().toLowerCase(Locale.ROOT) + "/";
  }

  /** Whether a scope is one of this kind. */
  boolean names(String scope) {
    return this == ALL
        ? scope.equals("all")
        : scope.startsWith(prefix()) && scope.length() > prefix().length();
  }
}
