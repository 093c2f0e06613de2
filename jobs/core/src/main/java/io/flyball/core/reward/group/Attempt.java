package io.flyball.core.reward.group;

import java.util.Map;

/**
 * One member of a group of attempts.
 *
 * @param id unique within its group
 * @param time event time, epoch ms
 * @param decisionId the decision it carries out, or null
 * @param expectedSize how many members the group will have; 0 when nobody knows
 * @param components of its reward, by name
 * @param teacher true when the attempt was a teacher's
 */
public record Attempt(
    String id,
    long time,
    String decisionId,
    int expectedSize,
    Map<String, Double> components,
    boolean teacher) {}
