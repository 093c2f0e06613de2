package io.flyball.jobs.feedback;

/**
 * What is remembered of an id. Keyed state.
 *
 * @param payloadHigh high half of the first payload's 128-bit hash
 * @param payloadLow low half
 * @param until event time at which it is forgotten, epoch ms
 */
public record Seen(long payloadHigh, long payloadLow, long until) {}
