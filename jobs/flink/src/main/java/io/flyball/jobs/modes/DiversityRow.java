package io.flyball.jobs.modes;

import java.util.List;
import java.util.Map;

/**
 * The modes of a scope in a window. What is null is not identified: without a success there is no
 * law of modes.
 *
 * @param end of the window, epoch ms
 * @param divergence from the scope's own older windows
 */
public record DiversityRow(
    String scope,
    long end,
    int modes,
    long attempts,
    long successes,
    Double entropy,
    Double conditionalEntropy,
    Double effectiveModes,
    Double divergence,
    Map<String, Double> scores,
    List<Signs> tipping) {}
