package io.flyball.jobs.dataloop;

/** A rate at the end of a window. */
public record RateRow(
    String scope, long end, long samples, long added, double rate, double low, double high) {}
