package io.flyball.core.loop;

/**
 * What became of an interaction once its outcome was known, or was not.
 *
 * @param id of the interaction
 * @param revision the highest counts
 * @param kind UPDATED counts as MATCHED
 * @param immediate feedback given at once, in [-1, 1]; NaN when there is none
 * @param hindsight feedback given in hindsight, in [-1, 1]; NaN when there is none
 * @param regretted whether the user took the choice back
 */
public record Outcome(
    String id,
    int revision,
    HindsightPair.Kind kind,
    double immediate,
    double hindsight,
    boolean regretted) {}
