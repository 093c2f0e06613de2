package io.flyball.core.record;

import java.util.Map;

/**
 * New parameters for one target. Updates commute: the highest version wins, whatever the order of
 * arrival.
 *
 * @param target the job or key that is steered
 * @param version at least 1
 * @param time when it was issued, epoch ms
 * @param parameters configuration keys of the target and their values as text
 * @param author who issued it; null when unknown
 */
public record ControlUpdate(
    String target, long version, long time, Map<String, String> parameters, String author) {}
