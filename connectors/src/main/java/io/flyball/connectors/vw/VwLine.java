package io.flyball.connectors.vw;

/** What a line of a log of Vowpal Wabbit holds. */
public sealed interface VwLine {
  /** A decision. */
  record Decided(VwDecision decision) implements VwLine {}

  /** A reward without its decision: it may be that of another line. */
  record Dangling(VwDecision.Observation observation) implements VwLine {}

  /** A line that holds nothing to learn from, and why. */
  record Skipped(String why) implements VwLine {}
}
