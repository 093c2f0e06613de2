package io.flyball.core.reward;

import io.flyball.core.feedback.FeedbackSignal;
import java.util.Comparator;

/**
 * One piece of feedback, scored and ready to be rewarded.
 *
 * @param id of the feedback row
 * @param time of the row, event time, epoch ms
 * @param decisionId the decision it answers; without a slash it belongs to no policy
 * @param item what was shown, or empty
 * @param surface where, or empty
 * @param session of the user, or empty
 * @param shownAt event time of the exposure; of the signal where no exposure is known
 * @param component name of the component; empty when nobody answered
 * @param value of the component
 * @param source id of the signal
 * @param signalTime when the user acted, epoch ms
 * @param hindsight whether it was said once the outcome was known
 * @param known by which event time it had arrived: its own time, or how far its partition had come
 * @param position of the slate that was answered, from 1; 0 outside of one
 */
public record RewardRow(
    String id,
    long time,
    String decisionId,
    String item,
    String surface,
    String session,
    long shownAt,
    String component,
    double value,
    String source,
    long signalTime,
    boolean hindsight,
    long known,
    int position) {

  private static final String OF_POLICY = "policy:";
  private static final String ALONE = "alone:";

  /** Event order, as of {@link FeedbackSignal#EVENT_ORDER}. */
  public static final Comparator<RewardRow> EVENT_ORDER =
      Comparator.comparingLong(RewardRow::time).thenComparing(RewardRow::id);

  /** A row that came in time. */
  public RewardRow(
      String id,
      long time,
      String decisionId,
      String item,
      String surface,
      String session,
      long shownAt,
      String component,
      double value,
      String source,
      long signalTime,
      boolean hindsight) {
    this(
        id,
        time,
        decisionId,
        item,
        surface,
        session,
        shownAt,
        component,
        value,
        source,
        signalTime,
        hindsight,
        time,
        0);
  }

  /** A row of an older state has no such time: it came in time. */
  public RewardRow {
    known = Math.max(time, known);
  }

  /** The same, when its partition had come to a time. */
  public RewardRow knownAt(long reached) {
    return new RewardRow(
        id,
        time,
        decisionId,
        item,
        surface,
        session,
        shownAt,
        component,
        value,
        source,
        signalTime,
        hindsight,
        reached,
        position);
  }

  /** The same about a position of a slate. */
  public RewardRow at(int next) {
    return new RewardRow(
        id,
        time,
        decisionId,
        item,
        surface,
        session,
        shownAt,
        component,
        value,
        source,
        signalTime,
        hindsight,
        known,
        next);
  }

  /** Under which its reward is kept: a position of a policy's slate has a reward of its own. */
  public String entry() {
    return OpenReward.entry(decisionId, position);
  }

  /** Whether this row says that nobody answered. */
  public boolean unanswered() {
    return component.isEmpty();
  }

  /** The policy; empty for none. */
  public String policy() {
    return Reward.policy(decisionId);
  }

  /** Whether it belongs to a policy. */
  boolean isOfPolicy() {
    return Reward.isOfPolicy(decisionId);
  }

  /** Where the reward is made: at its policy, or alone. */
  public String key() {
    String policy = policy();
    return policy.isEmpty() ? ALONE + decisionId : OF_POLICY + policy;
  }

  /** The policy of a {@link #key}; empty for a reward that is made alone. */
  public static String policyOf(String key) {
    return key.startsWith(OF_POLICY) ? key.substring(OF_POLICY.length()) : "";
  }
}
