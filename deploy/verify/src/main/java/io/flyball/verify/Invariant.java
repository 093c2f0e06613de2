package io.flyball.verify;

import io.flyball.local.run.JobReport.Conservation;

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

  public boolean holds() {
    return expected == found;
  }
}
