package io.flyball.core.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.guard.NearTies;
import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.reward.score.Range;
import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.shape.PotentialShaping;
import io.flyball.core.reward.shape.SelfDesignedReward;
import io.flyball.core.reward.weigh.RewardWeights;
import io.flyball.core.state.MapStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rewards of one policy, in memory; time is moved by hand. */
final class OnePolicy implements RewardOutput {
  static final long OPEN = 1000;
  static final long FORGET = 3000;

  final List<Reward> rewards = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  final Map<RewardCount, Long> counts = new TreeMap<>();
  final TreeSet<Long> timers = new TreeSet<>();
  private final List<Map<?, ?>> maps = new ArrayList<>();
  private final RewardControl control;
  private final RewardLedger ledger;
  private final RuleChanges changes;
  private ControlUpdate newest;
  private long watermark = Long.MIN_VALUE;

  /** Weights 1 for all, scalars in [-2, 2], hindsight replaces. */
  static OnePolicy plain() {
    return new OnePolicy(settings(0, true, false), rules(0, Map.of()));
  }

  static RewardSettings settings(double memory, boolean replace, boolean ordered) {
    return new RewardSettings(
        OPEN,
        FORGET,
        new Range(-2, 2),
        List.of("rating", "click"),
        replace,
        memory,
        new PotentialShaping(.5),
        new ShiftGuard(1, 0, .1),
        new NearTies(2),
        2,
        3,
        ordered,
        true,
        WeightRule.none(),
        ReactionModel.NONE,
        SelfDesignedReward.NONE);
  }

  static RewardRules rules(double bonus, Map<String, Double> potentials) {
    return new RewardRules(
        0,
        RewardWeights.of(Map.of("click", 1.0, "rating", .5, "return", 1.0)),
        new TreeMap<>(Map.of("stars", RewardWeights.of(Map.of("rating", 1.0)))),
        new TreeMap<>(potentials),
        bonus,
        new TreeMap<>());
  }

  OnePolicy(RewardSettings settings, RewardRules configured) {
    Map<String, PolicyRewards> policy = map();
    Map<String, ArmRewards> arms = map();
    Map<String, Scale> scales = map();
    Map<String, LearnedWeights> learned = map();
    Map<String, ReactionModel.State> reaction = map();
    Map<String, SelfDesignedReward.Table> designed = map();
    RewardState state =
        new RewardState(
            new MapStore<>(policy),
            new MapStore<>(map()),
            new MapStore<>(map()),
            new MapStore<>(arms),
            arms::entrySet,
            new MapStore<>(scales),
            new MapStore<>(map()),
            new MapStore<>(map()),
            new MapStore<>(learned),
            new MapStore<>(reaction),
            new MapStore<>(designed),
            () -> {
              policy.clear();
              arms.clear();
              scales.clear();
              learned.clear();
              reaction.clear();
              designed.clear();
            });
    control =
        new RewardControl(
            configured, new TreeSet<>(List.of("click", "rating", "return", "hindsight-rating")));
    ledger = new RewardLedger(settings, state, this);
    changes = new RuleChanges(settings, control, state, this);
  }

  private <K, V> Map<K, V> map() {
    Map<K, V> map = new HashMap<>();
    maps.add(map);
    return map;
  }

  OnePolicy take(RewardRow... rows) {
    for (RewardRow row : rows) {
      ledger.onRow(row, watermark, rules());
    }
    return this;
  }

  OnePolicy steer(long version, Map<String, String> parameters) {
    newest = new ControlUpdate("reward", version, version, parameters, "ada");
    changes.follow("p", newest);
    return this;
  }

  RewardRules rules() {
    return control.apply(changes.follow("p", newest));
  }

  RewardControl control() {
    return control;
  }

  /** Moves event time; timers fire in order. */
  OnePolicy until(long time) {
    while (!timers.isEmpty() && timers.first() <= time) {
      watermark = timers.first();
      ledger.onTime(timers.pollFirst(), rules());
    }
    watermark = time;
    return this;
  }

  Reward last() {
    return rewards.get(rewards.size() - 1);
  }

  long count(RewardCount count) {
    return counts.getOrDefault(count, 0L);
  }

  int entries() {
    return maps.stream().mapToInt(Map::size).sum();
  }

  @Override
  public void emit(Reward reward) {
    rewards.add(reward);
  }

  @Override
  public void alert(Alert alert) {
    alerts.add(alert);
  }

  @Override
  public void wakeAt(long time) {
    timers.add(time);
  }

  @Override
  public void count(RewardCount count, long delta) {
    counts.merge(count, delta, Long::sum);
  }

  /** A signal on a decision about an item, shown at 0. */
  static RewardRow signal(String decision, String component, double value, long time) {
    return row("p/" + decision, "item-" + decision, "home", "", 0, component, value, time);
  }

  static RewardRow unanswered(String decision, long time) {
    return row("p/" + decision, "item-" + decision, "home", "", 0, "", 0, time);
  }

  static RewardRow row(
      String decisionId,
      String item,
      String surface,
      String session,
      long shownAt,
      String component,
      double value,
      long time) {
    String id = decisionId + component + time;
    return new RewardRow(
        "signal/" + id,
        time,
        decisionId,
        item,
        surface,
        session,
        shownAt,
        component,
        value,
        id,
        time,
        component.equals("return") || component.equals("hindsight-rating"));
  }
}
