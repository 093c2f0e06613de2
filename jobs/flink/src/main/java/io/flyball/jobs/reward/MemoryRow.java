package io.flyball.jobs.reward;

import io.flyball.core.reward.group.FeedbackMemory;

/**
 * What a request remembers.
 *
 * @param time event time by which all of it had come, epoch ms
 */
public record MemoryRow(String request, long time, FeedbackMemory memory) {}
