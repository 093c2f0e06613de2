package io.flyball.jobs.modes;

import java.util.List;

/**
 * What one observation told of its entity.
 *
 * @param mode the mode, or the likeliest; -1 for a value
 * @param since when it began, epoch ms
 * @param posterior of a hidden mode; empty where nothing is hidden
 * @param entropy of the posterior, nats; null without one
 * @param surprise nats; null where the symbol was held for impossible, or nothing is hidden
 * @param left the mode that ended; null for none
 * @param dwell how long it lasted, ms
 * @param level the slow level of values; null without values
 * @param burst whether the value lies in a burst
 * @param modelVersion version of the control update whose model was in force
 */
public record ModeStep(
    String id,
    long time,
    String entity,
    String segment,
    int mode,
    long since,
    List<Double> posterior,
    Double entropy,
    Double surprise,
    Integer left,
    Long dwell,
    Double level,
    boolean burst,
    long modelVersion) {}
