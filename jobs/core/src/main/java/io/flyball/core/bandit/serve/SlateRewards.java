package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.record.Reason;
import java.util.ArrayList;
import java.util.List;

/** Finds the position of a slate that a reward is for. */
final class SlateRewards {
  private final ServingContext desk;

  SlateRewards(ServingContext desk) {
    this.desk = desk;
  }

  /**
   * The reward as those positions get it that it is for: the one that it names by position or arm,
   * or all of them where it only activates, or where positions have arms of their own. None when it
   * was refused.
   *
   * @param open the decision, or the first position of the slate
   */
  List<Reward> of(Reward reward, OpenDecision open) {
    int positions = open.place().of();
    if (open.place().position() != 1) {
      return ofOneArm(reward, open);
    }
    if (reward.position() > positions) {
      return refuse(
          Reason.OUT_OF_RANGE,
          "position",
          "the reward is for position "
              + reward.position()
              + ", but decision '"
              + reward.decisionId()
              + "' has "
              + positions
              + (positions == 1 ? " position" : " positions"));
    }
    List<Reward> all = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (int l = 1; l <= positions; l++) {
      String key = Place.key(reward.decisionId(), l);
      OpenDecision place = l == 1 ? open : desk.state.open().get(key);
      String arm = place == null ? "" : place.taken().arm();
      shown.add(arm);
      boolean here = reward.position() == 0 || reward.position() == l;
      if (here && (reward.arm() == null || reward.arm().equals(arm))) {
        all.add(reward.at(key, l));
      }
    }
    if (all.isEmpty()) {
      return refuse(
          Reason.ARM_MISMATCH,
          "arm",
          "the reward is for arm '"
              + reward.arm()
              + (reward.position() > 0 ? "' at position " + reward.position() : "'")
              + ", but the slate shows "
              + String.join(", ", shown)
              + " from the top");
    }
    boolean unclear = all.size() > 1 && reward.kind() != Reward.Kind.ACTIVATE;
    if (unclear && !open.place().slots()) {
      return refuse(
          Reason.MISSING_FIELD,
          "position",
          "decision '"
              + reward.decisionId()
              + "' is a slate of "
              + positions
              + " positions: a reward names its position or its arm");
    }
    return all;
  }

  /** A decision for one arm stands at no position, and never at one below another. */
  private List<Reward> ofOneArm(Reward reward, OpenDecision open) {
    boolean other = reward.arm() != null && !reward.arm().equals(open.taken().arm());
    if (reward.position() > 1 && other && open.place().position() == 0) {
      return refuse(
          Reason.ARM_MISMATCH,
          "position",
          "the reward is for arm '"
              + reward.arm()
              + "' at position "
              + reward.position()
              + ", but decision '"
              + reward.decisionId()
              + "' shows '"
              + open.taken().arm()
              + "' alone; ask for a slate, with positions, where several arms are shown");
    }
    return List.of(reward);
  }

  private List<Reward> refuse(Reason reason, String field, String message) {
    desk.refuse(reason, field, message);
    return List.of();
  }

  /** The reward under the id of its decision, as its sender gave it. */
  Reward told(Reward reward) {
    int position = reward.position();
    String suffix = position < 2 ? "" : Place.key("", position);
    String id = reward.decisionId();
    return !suffix.isEmpty() && id.endsWith(suffix)
        ? reward.at(id.substring(0, id.length() - suffix.length()), position)
        : reward;
  }
}
