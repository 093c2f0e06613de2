package io.flyball.core.continuing;

/**
 * One step of a task whose states and actions have names.
 *
 * @param reward finite
 */
public record NamedTransition(String state, String action, double reward, String next) {}
