package io.flyball.core.bandit;

/**
 * One arm and its packed statistics.
 *
 * <p>The number is given once per model and never used again, so shared state can remember an arm
 * by a plain double.
 *
 * @param id name of the arm, unique in its model
 * @param number 0, 1, 2, … in order of first appearance
 * @param state the statistics, changed in place by the policy
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the mutable state itself, never compared
public record Arm(String id, int number, double[] state) {}
