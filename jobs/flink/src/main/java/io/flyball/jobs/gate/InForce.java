package io.flyball.jobs.gate;

/**
 * A version of the rules and the event time from which it is in force.
 *
 * @param from epoch ms
 */
public record InForce(long from, long version) {}
