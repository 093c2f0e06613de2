package io.flyball.jobs.dataloop;

import java.util.List;

/** A plan of a task. */
public record PlanRow(
    String task,
    long time,
    long version,
    long steps,
    double gain,
    double differentialGain,
    List<String> states,
    List<String> actions,
    List<String> policy,
    List<Double> bias,
    List<Double> values) {}
