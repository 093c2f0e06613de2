package io.flyball.jobs.dataloop;

import java.util.List;

/** A search after the steps of a time. */
public record SearchRow(
    String search,
    long time,
    String next,
    List<String> best,
    int nodes,
    long evaluated,
    long waiting) {}
