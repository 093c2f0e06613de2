package io.flyball.jobs.reward;

import io.flyball.core.reward.score.ReactionModel;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.util.List;
import java.util.SortedSet;

/** The {@code reward.reaction} section: a reaction that is predicted as a component. */
public record RewardReactionConfig(
    @Key(
            value = "",
            meaning =
                "Component that is the reaction when it is above 0, such as love; empty predicts"
                    + " nothing. Rows then wait for event time.")
        String label,
    @Key(meaning = "Components that predict it, at least one where there is a label.")
        List<String> features,
    @Key(value = "0.1", min = "1e-9", meaning = "Learning rate of the regression.") double rate,
    @Key(
            value = "500",
            min = "1",
            meaning = "Final rewards of a policy between two looks at the calibration.")
        int every,
    @Key(
            value = "4",
            min = "1e-9",
            meaning =
                "Standard deviations between the reactions and their expected number beyond which"
                    + " REACTION_MODEL_OFF is raised.")
        double limit) {

  /** Refuses what the job does not make, and a model without features. */
  void check(SortedSet<String> known) {
    if (label.isEmpty()) {
      if (!features.isEmpty()) {
        throw new ConfigException(
            "reaction.features", features.toString(), "empty where reward.reaction.label is empty");
      }
      return;
    }
    refuseUnknown("reaction.label", label, known);
    if (features.isEmpty() || features.contains(label)) {
      throw new ConfigException(
          "reaction.features",
          features.toString(),
          "components that predict " + label + ", at least one, and not itself");
    }
    for (String name : features) {
      refuseUnknown("reaction.features", name, known);
    }
  }

  private static void refuseUnknown(String key, String name, SortedSet<String> known) {
    if (!known.contains(name) || name.equals(ReactionModel.COMPONENT)) {
      throw new ConfigException(key, name, "components; known are " + String.join(", ", known));
    }
  }

  ReactionModel model() {
    return label.isEmpty()
        ? ReactionModel.NONE
        : new ReactionModel(
            label, features.stream().sorted().distinct().toList(), rate, every, limit);
  }
}
