package io.flyball.jobs.loop;

import io.flyball.jobs.runtime.PartitionTimeliness;

/**
 * The newest event time seen in one partition. Operator state.
 *
 * @param topic topic of the partition
 * @param partition its number
 * @param newest newest event time, epoch ms
 */
public record PartitionClock(String topic, int partition, long newest)
    implements PartitionTimeliness.Clock {}
