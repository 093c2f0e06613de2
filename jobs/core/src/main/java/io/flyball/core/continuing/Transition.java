package io.flyball.core.continuing;

/**
 * One step of a task; states and actions are numbers from 0.
 *
 * @param reward of the step, finite
 */
public record Transition(int state, int action, double reward, int next) {}
