package io.flyball.core.gate;

/**
 * In hindsight: whether an action was right, or would have been.
 *
 * @param action id of the action
 * @param time epoch ms
 */
public record ActionOutcome(String action, boolean right, long time) {}
