package io.flyball.jobs.runtime.config;

import io.flyball.core.record.EditDistance;
import java.util.Collection;
import java.util.Optional;

/** The known name that a mistyped one was most likely meant to be. */
final class Nearest {

  private Nearest() {}

  /** The candidate with the least edit distance; none when more than half would have to change. */
  static Optional<String> to(String name, Collection<String> candidates) {
    return EditDistance.nearest(name, candidates, Integer.MAX_VALUE);
  }
}
