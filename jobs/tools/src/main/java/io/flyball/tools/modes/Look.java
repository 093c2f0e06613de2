package io.flyball.tools.modes;

/**
 * An entity was seen in a state.
 *
 * @param context what the state is compared within, such as a task or a policy; empty for none
 * @param time epoch ms
 * @param success whether an attempt reached the state; true where the log does not say
 */
public record Look(String entity, String context, String state, long time, boolean success) {}
