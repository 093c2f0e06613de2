package io.flyball.core.modes;

/**
 * Rates estimated from snapshots.
 *
 * @param logLikelihood sum of counts times ln P(mean gap) under these rates, over the pairs that
 *     are possible
 * @param pairs pairs that the estimate is made of
 * @param impossible pairs that the allowed jumps cannot explain by any path; they are left out
 */
public record RateFit(RateMatrix rates, double logLikelihood, double pairs, double impossible) {}
