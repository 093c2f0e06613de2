package io.flyball.verify;

import io.flyball.jobs.deployment.CountLaw;
import io.flyball.local.run.JobReport.Conservation;
import java.util.Map;

/**
 * Something that must be so: two numbers that are counted in different places and must be equal.
 *
 * @param claim in words
 * @param expected what it must be
 * @param found what it is
 */
public record Invariant(String claim, long expected, long found) {

  static Invariant of(Conservation law) {
    return new Invariant(
        law.whole() + " = " + String.join(" + ", law.parts().keySet()),
        law.value(),
        law.parts().values().stream().mapToLong(Long::longValue).sum());
  }

  /** An equation that the counts of a job satisfy among themselves. */
  static Invariant of(CountLaw law, Map<String, Long> counts) {
    Map<String, Long> terms = law.terms(counts);
    return new Invariant(
        law.name() + " = " + String.join(" + ", terms.keySet()),
        law.value(counts),
        terms.values().stream().mapToLong(Long::longValue).sum());
  }

  public boolean holds() {
    return expected == found;
  }
}
