package io.flyball.jobs.dataloop;

/**
 * A sample that counts for a rate.
 *
 * @param scope noise/SOURCE or mastery/CAPABILITY
 * @param time when it was decided, epoch ms
 * @param yes a wrong label, or a model that was right
 */
public record RateEvent(String scope, long time, boolean yes) {}
