package io.flyball.jobs.bandit;

import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.join.Aggregation;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.Algorithms;
import io.flyball.core.bandit.serve.ClickModel;
import io.flyball.core.bandit.serve.Learning;
import io.flyball.core.bandit.serve.ServingRules;
import io.flyball.jobs.runtime.RecordLimits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Inline;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.Optional;

/** The {@code bandit} section. */
public record BanditConfig(
    @Key(value = "bandit.requests", meaning = "Topic of DecisionRequest records.")
        String requestsTopic,
    @Key(value = "rewards", meaning = "Topic of Reward records.") String rewardsTopic,
    @Key(
            value = "bandit.observations",
            meaning =
                "Topic of BanditObservations records, which budgeted-hedge learns from instead of"
                    + " rewards.")
        String observationsTopic,
    @Inline RecordLimits records,
    @Key(
            value = "1 min",
            meaning =
                "How far behind the newest event of its partition an event may come and still be on"
                    + " time.")
        Duration outOfOrderness,
    @Key(
            value = "echo",
            meaning =
                "echo: decisions are seen at once, and a reward that says what was shown is"
                    + " believed; strict: decisions are seen at a checkpoint, exactly once;"
                    + " event-time: every record waits for event time, so that a replay gives the"
                    + " same bytes.")
        Delivery delivery,
    @Key(
            value = "online",
            meaning =
                "online: decide and learn; shadow: serve the baseline, learn from it, say what the"
                    + " policy would have shown; logging-only: serve the baseline, learn nothing;"
                    + " frozen: decide, learn nothing.")
        Mode mode,
    @Key(
            value = "squarecb-ridge",
            meaning =
                "Algorithm of a new policy, NAME[:parameter=value,...]. One that never explores,"
                    + " such as linucb, leaves a log on which nothing else can be evaluated.")
        String algorithm,
    @Key(meaning = "What is explored whatever the algorithm wants.") ExploreConfig explore,
    @Key(
            value = "0",
            min = "0",
            max = "100000",
            meaning = "Length of the contexts; 0 takes that of a policy's first request.")
        int context,
    @Key(value = "1000000", min = "1", meaning = "Rounds planned, for algorithms that must know.")
        long horizon,
    @Key(value = "1", meaning = "Seed of the draws; the same one gives the same draws.") long seed,
    @Key(
            value = "10 min",
            min = "1 ms",
            meaning = "From a decision to the first reward that comes too late for it.")
        Duration window,
    @Key(
            value = "2 min",
            meaning =
                "How long a reward that comes before its decision waits for it, and how far their"
                    + " clocks may disagree.")
        Duration hold,
    @Key(value = "10 min", meaning = "How long a resolved decision is remembered after its window.")
        Duration remember,
    @Key(value = "sum", meaning = "How several rewards of one decision become one.")
        Aggregation aggregation,
    @Key(
            value = "auto",
            meaning =
                "What is learned when no reward comes: a number; auto: the worst of reward.range,"
                    + " or 0 where none is given and rewards are not costs; empty learns nothing"
                    + " (censored).")
        Optional<String> defaultReward,
    @Key(meaning = "What rewards mean.") RewardScaleConfig reward,
    @Key(
            value = "1000000",
            min = "1",
            max = "1000000000",
            meaning =
                "A request or reward with a number of a larger size is a dead letter"
                    + " (OUT_OF_RANGE).")
        double maxMagnitude,
    @Key(
            value = "auto",
            meaning =
                "zero-then-exchange: the default at the decision, exchanged when a reward comes;"
                    + " at-expiry: all when the window is over; positive-on-arrival: biased;"
                    + " auto: the first where the algorithm can, else the second.")
        Learning learning,
    @Key(
            value = "false",
            meaning =
                "Whether late rewards and corrections change what was learned, exactly, while the"
                    + " decision is remembered; otherwise they go to bandit.late-rewards.")
        boolean corrections,
    @Key(
            value = "90 d",
            min = "1 min",
            meaning = "A policy without any event for this long is forgotten.")
        Duration forgetAfter,
    @Key(value = "10000", min = "1", meaning = "Most arms of one policy.") int maxArms,
    @Key(
            value = "true",
            meaning =
                "Whether the arm least recently offered is forgotten for a new one beyond max-arms;"
                    + " otherwise, and where shards is above 1, the request is refused.")
        boolean evict,
    @Inline ShardsConfig sharding,
    @Key(
            value = "independent",
            meaning =
                "How clicks in slates are credited. independent: each position by its own rewards;"
                    + " cascade: nothing is learned below the first click; position-based: by the"
                    + " probability that a position is looked at, estimated from the clicks, or"
                    + " given from the top as position-based:1/0.6/0.4.")
        String clicks,
    @Key(meaning = "When snapshots are published.") PublishConfig publish,
    @Key(meaning = "Off-policy evaluation of other algorithms.") EvaluateConfig evaluate,
    @Key(meaning = "Features by name.") FeaturesConfig features) {

  /** What is promised about decisions. */
  public enum Delivery {
    STRICT,
    ECHO,
    EVENT_TIME
  }

  public BanditConfig {
    if (requestsTopic.equals(rewardsTopic)) {
      throw new ConfigException(
          "rewards-topic", rewardsTopic, "another topic than bandit.requests-topic");
    }
    if (observationsTopic.equals(requestsTopic) || observationsTopic.equals(rewardsTopic)) {
      throw new ConfigException(
          "observations-topic",
          observationsTopic,
          "another topic than bandit.requests-topic and bandit.rewards-topic");
    }
    if (sharding.shards() > 1 && delivery == Delivery.EVENT_TIME) {
      throw new ConfigException(
          "shards",
          sharding.shards(),
          "1 with bandit.delivery = event-time, for when shards hear of each other is not"
              + " replayed");
    }
    String whole = features.whole(algorithm);
    Policy policy =
        LearningChecks.check(
            "algorithm",
            algorithm,
            () -> Algorithms.check(whole, context, horizon, sharding.shards()));
    if (reward.sense() == RewardScaleConfig.Sense.COST
        && reward.range().isEmpty()
        && defaultReward.equals(Optional.of(LearningChecks.AUTO))) {
      throw new ConfigException(
          "default-reward",
          LearningChecks.AUTO,
          "a number, or empty, where bandit.reward.sense = cost and bandit.reward.range is not"
              + " given");
    }
    Double whenNoneComes = LearningChecks.defaultReward(defaultReward, reward.scale());
    LearningChecks.check(
        "default-reward",
        String.valueOf(whenNoneComes),
        () -> Algorithms.checkRewards(algorithm, policy, reward.scale(), whenNoneComes));
    LearningChecks.clicks(clicks, policy, learning, reward.scale());
    String cannot = ", for " + algorithm + " cannot take back what it has learned";
    if (learning == Learning.ZERO_THEN_EXCHANGE && !policy.revisable()) {
      throw new ConfigException("learning", learning, "AUTO or AT_EXPIRY" + cannot);
    }
    if (learning == Learning.ZERO_THEN_EXCHANGE && whenNoneComes == null) {
      throw new ConfigException(
          "learning", learning, "another one, for bandit.default-reward is empty");
    }
    if (corrections && whenNoneComes != null && !policy.revisable()) {
      throw new ConfigException("corrections", true, "false" + cannot);
    }
    evaluate
        .candidates()
        .forEach(
            (name, candidate) -> {
              if (!candidate.equals("random")) {
                LearningChecks.check(
                    "evaluate.candidates." + name,
                    candidate,
                    () -> {
                      Algorithms.checkCandidate(features.whole(candidate), whole, context, horizon);
                      return policy;
                    });
              }
            });
  }

  /** The rules that the core works by. */
  public ServingRules rules() {
    return new ServingRules(
        mode,
        features.whole(algorithm),
        context,
        horizon,
        seed,
        window.toMillis(),
        hold.toMillis(),
        remember.toMillis(),
        aggregation,
        LearningChecks.defaultReward(defaultReward, reward.scale()),
        learning,
        corrections,
        delivery == Delivery.ECHO,
        forgetAfter.toMillis(),
        maxArms,
        evict,
        explore.rules(),
        reward.scale(),
        publish.rules(),
        evaluate.rules(features),
        sharding.rules(),
        ClickModel.parse(clicks));
  }
}
