package io.flyball.jobs.reward;

import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.reward.RewardControl;
import io.flyball.core.reward.RewardRules;
import io.flyball.core.reward.RewardSettings;
import io.flyball.core.reward.guard.NearTies;
import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.reward.score.Range;
import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.score.SignalValues;
import io.flyball.core.reward.shape.PotentialShaping;
import io.flyball.core.reward.weigh.RewardWeights;
import io.flyball.jobs.runtime.RecordLimits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Inline;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The {@code reward} section. */
public record RewardConfig(
    @Key(
            value = "feedback.attributed",
            meaning =
                "Topic of AttributedFeedback records; the end of an exposure's window may lie 366 d"
                    + " ahead of its arrival.")
        String attributedTopic,
    @Key(value = "reward.members", meaning = "Topic of GroupMember records.") String membersTopic,
    @Key(value = "rewards", meaning = "Topic that rewards are written to.") String rewardsTopic,
    @Key(
            value = "reward.memories",
            meaning = "Topic that is told what was tried for a request, where attempts name one.")
        String memoriesTopic,
    @Inline RecordLimits records,
    @Key(
            value = "5 min",
            meaning = "How far behind the newest record of its partition a record may come.")
        Duration outOfOrderness,
    @Key(
            value = "16 d",
            min = "1 s",
            meaning =
                "How long after its exposure a reward may still be corrected: longer than the"
                    + " longest feedback.windows and feedback.lateness together. Later feedback is"
                    + " a dead letter (TOO_LATE).")
        Duration open,
    @Key(
            value = "30 d",
            min = "1 s",
            meaning = "How long the statistics of a policy without rewards are kept.")
        Duration forget,
    @Key(
            value =
                "CLICK=1, LIKE=1, LOVE=1, DISLIKE=-1, SKIP=-0.5, SHARE=1, CORRECTION=-0.5,"
                    + " REPORT=-1, CONVERSION=1, RETURN=-1",
            meaning =
                "What a signal of each kind is worth before weighting; a kind that stands under"
                    + " scales, too, is worth what scales say, and one in neither earns nothing.")
        Map<SignalKind, Double> values,
    @Key(
            value = "DWELL=0.0333, RATING=0.5, HINDSIGHT_RATING=0.5, VERDICT=1",
            meaning =
                "Kinds that carry a value: (value - zero) x scale, held within lowest and highest.")
        Map<SignalKind, Double> scales,
    @Key(
            value = "RATING=3, HINDSIGHT_RATING=3",
            meaning = "Values that count nothing, by kind; 0 for the others.")
        Map<SignalKind, Double> zeros,
    @Key(value = "-1", meaning = "Least value of a component.") double lowest,
    @Key(value = "1", meaning = "Greatest value of a component.") double highest,
    @Key(
            value =
                "click=1, like=1, love=1, dislike=1, skip=1, share=1, rating=1, correction=1,"
                    + " report=1, conversion=1, return=1, hindsight-rating=1",
            meaning =
                "Weight of each component: a kind's name, or kind-stage as in verdict-retrieval. At"
                    + " least 0, not all 0. A component without a weight is kept beside the"
                    + " scalar.")
        Map<String, Double> weights,
    @Key(
            meaning =
                "Weights that run beside, as NAME.COMPONENT: each reward carries the scalar of each"
                    + " NAME, and nobody learns it.")
        Map<String, Double> shadow,
    @Key(
            meaning =
                "Components that each reward also carries as a vector, in this order, for policies"
                    + " of several objectives; empty for policies of one.")
        List<String> objectives,
    @Key(value = "0", meaning = "Least scalar.") double scalarLowest,
    @Key(value = "1", meaning = "Greatest scalar.") double scalarHighest,
    @Key(
            value = "replace",
            meaning =
                "replace: once hindsight is known, what was said at once no longer counts; add:"
                    + " both count.")
        Hindsight hindsight,
    @Key(
            value = "true",
            meaning =
                "Whether an exposure that nobody answered earns a reward without components: its"
                    + " scalar is 0, or what shaping adds.")
        boolean rewardUnanswered,
    @Key(
            value = "0",
            min = "0",
            meaning =
                "Rewards that the scale of each component remembers; it is then standardised before"
                    + " it is weighed. 0 standardises nothing. Rows then wait for event time.")
        double normaliseOver,
    @Key(
            meaning =
                "Potential of each surface, for shaping along a user's session; empty shapes"
                    + " nothing.")
        Map<String, Double> potentials,
    @Key(value = "1", min = "0.01", max = "1", meaning = "Discount of the shaping.")
        double discount,
    @Key(
            value = "0",
            min = "0",
            meaning =
                "Bonus for an item that its policy never showed on this surface, fading with the"
                    + " root of its count; 0 for none. Rows then wait for event time.")
        double bonus,
    @Key(
            value = "true",
            meaning =
                "Whether a reward names the item of its exposure as the arm that was shown, so that"
                    + " this arm is credited; false where arms are other things than items.")
        boolean nameArm,
    @Key(meaning = "What a change of weights or shaping must not do.") RewardGuardConfig guard,
    @Key(meaning = "Weights that follow their benefit to one component.") RewardAdaptConfig adapt,
    @Key(meaning = "A reaction that is predicted as a component.") RewardReactionConfig reaction,
    @Key(meaning = "What the rewards of a policy add to themselves.") RewardDesignConfig design,
    @Key(meaning = "Attempts that are judged by each other.") GroupConfig group,
    @Key(meaning = "What was tried for a request, for the next rewrite.") RewardMemoryConfig memory,
    @Key(meaning = "Components that are computed from what an attempt did.")
        RewardAttemptsConfig attempts) {

  /** How hindsight enters a scalar. */
  public enum Hindsight {
    REPLACE,
    ADD
  }

  public RewardConfig {
    if (!(lowest < highest)) {
      throw new ConfigException(
          "highest", String.valueOf(highest), "above reward.lowest, which is " + lowest);
    }
    if (!(scalarLowest < scalarHighest)) {
      throw new ConfigException(
          "scalar-highest",
          String.valueOf(scalarHighest),
          "above reward.scalar-lowest, which is " + scalarLowest);
    }
    if (forget.compareTo(open) < 0) {
      throw new ConfigException(
          "forget", forget.toString(), "at least reward.open, which is " + open);
    }
    if (attributedTopic.equals(membersTopic)) {
      throw new ConfigException(
          "members-topic", membersTopic, "another topic than reward.attributed-topic");
    }
    refuse("values", values, map -> signalValues(values, Map.of(), Map.of(), lowest, highest));
    for (SignalKind kind : zeros.keySet()) {
      if (!scales.containsKey(kind)) {
        throw new ConfigException(
            "zeros." + kind, zeros.get(kind), "of a kind that has a scale under reward.scales");
      }
    }
    SortedSet<String> known = components(values, scales, reaction);
    refuse("weights", weights, map -> RewardWeights.of(weights).within(known));
    for (String objective : objectives) {
      if (!known.contains(objective)) {
        throw new ConfigException(
            "objectives", objective, "components; known are " + String.join(", ", known));
      }
    }
    adapt.check(known, new TreeMap<>(weights));
    reaction.check(known);
    refuse("shadow", shadow, map -> RewardControl.shadows(shadow, known));
  }

  private interface Check<T> {
    void on(T value);
  }

  private static <T> void refuse(String key, T value, Check<T> check) {
    try {
      check.on(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, value.toString(), "usable: " + e.getMessage());
    }
  }

  private static SignalValues signalValues(
      Map<SignalKind, Double> values,
      Map<SignalKind, Double> scales,
      Map<SignalKind, Double> zeros,
      double lowest,
      double highest) {
    return new SignalValues(
        new TreeMap<>(values),
        new TreeMap<>(scales),
        new TreeMap<>(zeros),
        new Range(lowest, highest));
  }

  /** What signals are worth. */
  SignalValues signalValues() {
    return signalValues(values, scales, zeros, lowest, highest);
  }

  private static SortedSet<String> components(
      Map<SignalKind, Double> values,
      Map<SignalKind, Double> scales,
      RewardReactionConfig reaction) {
    SortedSet<String> names = new TreeSet<>();
    for (SignalKind kind : SignalKind.values()) {
      if (values.containsKey(kind) || scales.containsKey(kind)) {
        names.add(SignalValues.name(kind));
        for (FeedbackStage stage : FeedbackStage.values()) {
          if (stage != FeedbackStage.NONE) {
            names.add(SignalValues.name(kind) + "-" + SignalValues.name(stage));
          }
        }
      }
    }
    if (!reaction.label().isEmpty()) {
      names.add(ReactionModel.COMPONENT);
    }
    return names;
  }

  /** How control updates are read. */
  public RewardControl control() {
    SortedSet<String> known = components(values, scales, reaction);
    RewardRules rules =
        new RewardRules(
            0,
            RewardWeights.of(weights),
            RewardControl.shadows(shadow, known),
            new TreeMap<>(potentials),
            bonus,
            new TreeMap<>(group.weights()));
    return new RewardControl(rules, known);
  }

  /** What stays as configured. */
  RewardSettings settings() {
    return new RewardSettings(
        open.toMillis(),
        forget.toMillis(),
        new Range(scalarLowest, scalarHighest),
        objectives,
        hindsight == Hindsight.REPLACE,
        normaliseOver,
        new PotentialShaping(discount),
        new ShiftGuard(guard.temperature(), guard.discount(), guard.budget()),
        new NearTies(guard.tieErrors()),
        guard.leastRewards(),
        guard.mostArms(),
        isOrdered(),
        nameArm,
        adapt.rule(new TreeMap<>(weights), guard.temperature()),
        reaction.model(),
        design.rule());
  }

  /** Whether what one decision earns depends on others. */
  private boolean isOrdered() {
    return normaliseOver > 0
        || bonus > 0
        || !adapt.primary().isEmpty()
        || !reaction.label().isEmpty()
        || design.rate() > 0;
  }
}
