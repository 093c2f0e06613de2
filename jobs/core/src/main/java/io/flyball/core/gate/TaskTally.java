package io.flyball.core.gate;

/**
 * Tasks by their first action that the gate let run: succeeded when it was right.
 *
 * @param tasks seen
 * @param succeeded their executed action was right
 * @param failed their executed action was wrong
 * @param blocked no action of theirs ran
 */
public record TaskTally(long tasks, long succeeded, long failed, long blocked) {}
