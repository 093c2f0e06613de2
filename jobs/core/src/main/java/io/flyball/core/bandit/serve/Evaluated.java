package io.flyball.core.bandit.serve;

import java.util.Map;

/**
 * What a candidate would have earned, as estimated so far.
 *
 * @param policy whose decisions it was estimated from
 * @param candidate its name
 * @param algorithm its algorithm
 * @param time event time, epoch ms
 * @param rows outcomes behind it
 * @param trusted enough effective rows to speak of
 * @param values estimators by name; empty when not trusted, but for the sizes
 */
public record Evaluated(
    String policy,
    String candidate,
    String algorithm,
    long time,
    long rows,
    boolean trusted,
    Map<String, Double> values) {}
