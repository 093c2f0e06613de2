package io.flyball.core.bandit.join;

import java.util.Arrays;

/**
 * A reward as it comes in.
 *
 * @param id idempotency key
 * @param time when it was earned, epoch ms
 * @param decisionId the decision it belongs to
 * @param kind what it does
 * @param values one per objective; empty for {@link Kind#ACTIVATE}
 * @param weight importance of the example, above 0
 * @param arm what was really shown; null when the sender does not say
 * @param propensity probability with which it was shown; null when the sender does not say
 * @param revision 0, then one more for each correction
 * @param corrects id of the reward that this one replaces; null for none
 * @param position of a slate that it is for, from 1; 0 where the arm says so or there is no slate
 * @param arms whose rewards the values are, in the order of their ids; null but for {@link
 *     Kind#OBSERVATION}
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record Reward(
    String id,
    long time,
    String decisionId,
    Kind kind,
    double[] values,
    double weight,
    String arm,
    Double propensity,
    int revision,
    String corrects,
    int position,
    String[] arms) {

  /** A reward of what was shown. */
  public Reward(
      String id,
      long time,
      String decisionId,
      Kind kind,
      double[] values,
      double weight,
      String arm,
      Double propensity,
      int revision,
      String corrects,
      int position) {
    this(
        id,
        time,
        decisionId,
        kind,
        values,
        weight,
        arm,
        propensity,
        revision,
        corrects,
        position,
        null);
  }

  /** The rewards of all arms of a decision, whatever was shown. */
  public static Reward observed(
      String id, long time, String decisionId, String[] arms, double[] values) {
    return new Reward(
        id, time, decisionId, Kind.OBSERVATION, values, 1, null, null, 0, null, 0, arms);
  }

  /** A reward that names no position. */
  public Reward(
      String id,
      long time,
      String decisionId,
      Kind kind,
      double[] values,
      double weight,
      String arm,
      Double propensity,
      int revision,
      String corrects) {
    this(id, time, decisionId, kind, values, weight, arm, propensity, revision, corrects, 0);
  }

  /** The same for one position of a slate, under another decision id. */
  public Reward at(String nextDecisionId, int nextPosition) {
    return new Reward(
        id,
        time,
        nextDecisionId,
        kind,
        values,
        weight,
        arm,
        propensity,
        revision,
        corrects,
        nextPosition,
        arms);
  }

  /** The reward of one arm of an observation, as the last one of its decision. */
  public Reward of(int index) {
    return new Reward(
        id,
        time,
        decisionId,
        Kind.FINAL,
        new double[] {values[index]},
        weight,
        arms[index],
        propensity,
        revision,
        corrects);
  }

  /** What a reward does. */
  public enum Kind {
    /** A value, aggregated with others of its decision. */
    VALUE,
    /** The decision was really shown. */
    ACTIVATE,
    /** The last value: the decision is resolved at once. */
    FINAL,
    /** Replaces an earlier one. */
    CORRECTION,
    /** The rewards of all arms of the decision. */
    OBSERVATION
  }

  /** With what the array holds. */
  @Override
  public String toString() {
    return kind + " " + id + " of " + decisionId + " at " + time + ": " + Arrays.toString(values);
  }
}
