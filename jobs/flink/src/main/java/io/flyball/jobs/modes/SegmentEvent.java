package io.flyball.jobs.modes;

/**
 * What an entity adds to its segment: two states that follow each other, its first state, or a
 * symbol to learn from.
 *
 * @param from the earlier state, or the first one; -1 for a symbol
 * @param to the later state, or the symbol
 * @param gap between the states, ms; 0 for a first one
 */
public record SegmentEvent(String segment, long time, String entity, int from, int to, long gap) {
  boolean isPair() {
    return from >= 0 && gap > 0;
  }

  boolean isSymbol() {
    return from < 0;
  }
}
