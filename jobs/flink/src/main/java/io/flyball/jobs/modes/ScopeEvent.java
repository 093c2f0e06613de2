package io.flyball.jobs.modes;

/**
 * What is counted of a scope: an attempt in a mode, or a drive and its response.
 *
 * @param mode the mode; -1 for a pair
 * @param order what tells pairs of one time apart
 */
public record ScopeEvent(
    String scope,
    long time,
    String context,
    int mode,
    boolean success,
    double drive,
    double response,
    String order) {}
