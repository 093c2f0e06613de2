package io.flyball.core.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.reward.score.ReactionModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The component {@value ReactionModel#COMPONENT} of a policy's rewards: the probability of a
 * reaction, predicted from the other components whenever one of them is news. A decision teaches
 * the model once, when its reward can no longer change. Cost: O(features) a row.
 */
final class PredictedReaction {
  private final ReactionModel model;
  private final RewardState state;
  private final RewardOutput out;

  PredictedReaction(ReactionModel model, RewardState state, RewardOutput out) {
    this.model = model;
    this.state = state;
    this.out = out;
  }

  boolean isNone() {
    return model.isNone();
  }

  /** Probability that a decision with these components earns the reaction. */
  double of(Map<String, Held> components) {
    return model.predict(known(), values(components));
  }

  /** A reward can no longer change. */
  void ended(OpenReward open, long time) {
    if (model.isNone() || open.arm().isEmpty()) {
      return;
    }
    Held label = open.components().get(model.label());
    boolean reacted = label != null && label.value() > 0;
    ReactionModel.State after = model.learn(known(), values(open.components()), reacted);
    if (after.seen() >= model.window()) {
      if (Math.abs(after.z()) > model.limit()) {
        out.alert(off(open, time, after));
      }
      after = after.looked();
    }
    state.reaction().put(RewardState.POLICY, after);
  }

  private ReactionModel.State known() {
    ReactionModel.State known = state.reaction().get(RewardState.POLICY);
    return known == null || !known.features().equals(model.features()) ? model.start() : known;
  }

  private double[] values(Map<String, Held> components) {
    return model.features().stream()
        .mapToDouble(name -> components.containsKey(name) ? components.get(name).value() : 0)
        .toArray();
  }

  private Alert off(OpenReward open, long time, ReactionModel.State after) {
    return new Alert(
        "reward/REACTION_MODEL_OFF/" + open.id(0),
        time,
        "reward",
        "REACTION_MODEL_OFF",
        Reward.policy(open.decisionId()),
        Alert.Severity.WARNING,
        time,
        String.format(
            Locale.ROOT,
            "of the last %d final rewards %d earned %s, where the model expected %.1f: %.1f standard"
                + " deviations away, %.1f are allowed",
            after.seen(),
            after.reactions(),
            model.label(),
            after.expected(),
            after.z(),
            model.limit()),
        List.of(),
        Map.of(
            "seen",
            (double) after.seen(),
            "reactions",
            (double) after.reactions(),
            "expected",
            after.expected(),
            "z",
            after.z()));
  }
}
