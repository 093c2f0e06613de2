package io.flyball.core.reward;

import java.util.Map;

/**
 * A reward that may still change.
 *
 * @param decisionId what it belongs to
 * @param arm its arm in the statistics of its policy; empty without a policy
 * @param session of the user, or empty
 * @param sibling the decision that ends at the same time and was begun before it, or empty
 * @param revision of the newest reward; -1 before the first
 * @param components newest value of each, by name
 * @param plain weighted sum of the newest reward, before adjustments other than normalising and
 *     adapting
 * @param value scalar of the newest reward
 * @param bonus what was earned for rarity, fixed by the first reward
 * @param shaping what the way through the session adds
 * @param designed what its rewards have designed themselves, fixed by the first one
 * @param item what the exposure showed that was answered last, or the first one when none was;
 *     empty or null when it is not known
 * @param position of the slate that it is for, from 1; 0 outside of one
 */
public record OpenReward(
    String decisionId,
    String arm,
    String session,
    String sibling,
    int revision,
    Map<String, Held> components,
    double plain,
    double value,
    double bonus,
    double shaping,
    double designed,
    String item,
    int position) {
  private static final char MARK = '\u0001';

  /** Under which the reward of a position is kept; without a policy a slate has one reward. */
  static String entry(String decisionId, int position) {
    return isOfSlate(decisionId, position) ? decisionId + MARK + position : decisionId;
  }

  private static boolean isOfSlate(String decisionId, int position) {
    return position != 0 && Reward.isOfPolicy(decisionId);
  }

  /** Whether it is for a position of a policy's slate. */
  boolean isOfSlate() {
    return isOfSlate(decisionId, position);
  }

  String entry() {
    return entry(decisionId, position);
  }

  /** The id of a revision: that of a position names it. */
  String id(int which) {
    return Reward.id(isOfSlate() ? decisionId + "#" + position : decisionId, which);
  }

  /** Whether a row is newer than what is known of its component. */
  boolean olderThan(RewardRow row) {
    Held held = components.get(row.component());
    return held == null || held.olderThan(row);
  }

  OpenReward withComponents(Map<String, Held> next) {
    return with(revision, next, plain, value, shaping);
  }

  /**
   * With the item of a row, where no component is newer: the last answer says which of several
   * items it was for.
   */
  OpenReward showing(RewardRow row) {
    for (Held held : components.values()) {
      if (!held.olderThan(row)) {
        return this;
      }
    }
    return new OpenReward(
        decisionId,
        arm,
        session,
        sibling,
        revision,
        components,
        plain,
        value,
        bonus,
        shaping,
        designed,
        row.item(),
        position);
  }

  OpenReward withShaping(double next) {
    return with(revision, components, plain, value, next);
  }

  OpenReward begun(String nextArm, double nextBonus, double nextDesigned, String nextSibling) {
    return new OpenReward(
        decisionId,
        nextArm,
        session,
        nextSibling,
        revision,
        components,
        plain,
        value,
        nextBonus,
        shaping,
        nextDesigned,
        item,
        position);
  }

  /** What is known after a reward was made, whether it was news or not. */
  OpenReward made(double nextPlain, double nextValue, boolean news) {
    return with(news ? revision + 1 : revision, components, nextPlain, nextValue, shaping);
  }

  private OpenReward with(
      int nextRevision,
      Map<String, Held> nextComponents,
      double nextPlain,
      double nextValue,
      double nextShaping) {
    return new OpenReward(
        decisionId,
        arm,
        session,
        sibling,
        nextRevision,
        nextComponents,
        nextPlain,
        nextValue,
        bonus,
        nextShaping,
        designed,
        item,
        position);
  }
}
