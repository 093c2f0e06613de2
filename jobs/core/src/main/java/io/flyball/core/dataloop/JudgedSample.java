package io.flyball.core.dataloop;

import java.util.List;

/**
 * A sample as it leaves the loop.
 *
 * @param label repaired where it was wrong
 * @param votes that came in time
 * @param time when it was decided, epoch ms
 */
public record JudgedSample(
    SampleProbe probe, SampleVerdict verdict, List<String> label, int votes, long time) {}
