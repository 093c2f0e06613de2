package io.flyball.verify.simulation;

import io.flyball.core.random.Draws;
import io.flyball.core.record.Alert;
import io.flyball.core.reward.ArmRewards;
import io.flyball.core.reward.OpenReward;
import io.flyball.core.reward.PolicyRewards;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardLedger;
import io.flyball.core.reward.RewardOutput;
import io.flyball.core.reward.RewardRow;
import io.flyball.core.reward.RewardRules;
import io.flyball.core.reward.RewardSettings;
import io.flyball.core.reward.RewardState;
import io.flyball.core.reward.Scale;
import io.flyball.core.reward.SessionStep;
import io.flyball.core.reward.WeightRule;
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
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The reward ledger in event order: every revision of every reward, against a naive one. */
final class LedgerCore implements KeyedCore<RewardRow, LedgerCore.Ledger, NaiveLedger.Row> {
  private static final long MINUTE = 60_000;
  private static final long START = 1_000_000_000_000L;
  private static final long OPEN = 60 * MINUTE;
  private static final List<String> COMPONENTS = List.of("click", "like", "hindsight-rating");
  static final Map<String, Double> WEIGHTS =
      Map.of("click", 0.25, "like", 0.5, "hindsight-rating", 0.75);

  private static final RewardSettings SETTINGS =
      new RewardSettings(
          OPEN,
          2 * OPEN,
          new Range(0, 1),
          List.of(),
          true,
          0,
          new PotentialShaping(1),
          new ShiftGuard(1, 0, 0.5),
          new NearTies(2),
          30,
          100,
          true,
          true,
          WeightRule.none(),
          ReactionModel.NONE,
          SelfDesignedReward.NONE);
  private static final RewardRules RULES =
      new RewardRules(
          0, RewardWeights.of(WEIGHTS), new TreeMap<>(), new TreeMap<>(), 0, new TreeMap<>());

  /** All that is kept of one policy. */
  static final class Ledger {
    private final Map<String, PolicyRewards> policy = new HashMap<>();
    private final Map<String, OpenReward> open = new HashMap<>();
    private final Map<String, List<SessionStep>> sessions = new HashMap<>();
    private final Map<String, ArmRewards> arms = new HashMap<>();
    private final Map<String, Scale> scales = new HashMap<>();
    private final Map<Long, List<RewardRow>> waiting = new HashMap<>();
    private final Map<Long, String> agenda = new HashMap<>();
    private final TreeSet<Long> timers = new TreeSet<>();

    private Ledger copy() {
      Ledger copy = new Ledger();
      copy.policy.putAll(policy);
      copy.open.putAll(open);
      copy.sessions.putAll(sessions);
      copy.arms.putAll(arms);
      copy.scales.putAll(scales);
      copy.waiting.putAll(waiting);
      copy.agenda.putAll(agenda);
      copy.timers.addAll(timers);
      return copy;
    }

    private RewardState state() {
      return new RewardState(
          new MapStore<>(policy),
          new MapStore<>(open),
          new MapStore<>(sessions),
          new MapStore<>(arms),
          arms::entrySet,
          new MapStore<>(scales),
          new MapStore<>(waiting),
          new MapStore<>(agenda),
          // Nothing is learned here.
          new MapStore<>(new HashMap<>()),
          () -> {
            policy.clear();
            arms.clear();
            scales.clear();
          });
    }
  }

  private record Output(Consumer<NaiveLedger.Row> rows, TreeSet<Long> timers)
      implements RewardOutput {
    @Override
    public void emit(Reward reward) {
      rows.accept(
          new NaiveLedger.Row(
              reward.decisionId(),
              reward.revision(),
              reward.time(),
              reward.value(),
              reward.components()));
    }

    @Override
    public void alert(Alert alert) {
      throw new IllegalStateException("nobody changes the rules here: " + alert);
    }

    @Override
    public void wakeAt(long time) {
      timers.add(time);
    }

    @Override
    public void count(RewardCount count, long delta) {
      // Rows are compared one by one.
    }
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public List<RewardRow> history(long seed) {
    int rows = (int) (80 * Draws.uniform(seed, 0, 0));
    int decisions = 1 + rows / 4;
    List<RewardRow> history = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int decision = (int) (decisions * Draws.uniform(seed, 1, i));
      // Neighbours share times: ties are broken by ids.
      long shown = START + ((long) (Draws.uniform(seed, 2, decision) * 300)) * MINUTE;
      long said = shown + ((long) (Draws.uniform(seed, 3, i) * 25)) * MINUTE;
      long known = said + ((long) (Draws.uniform(seed, 4, i) * 25)) * MINUTE;
      String component = COMPONENTS.get((int) (3 * Draws.uniform(seed, 5, i)));
      boolean nobody = Draws.uniform(seed, 6, i) < 0.1;
      history.add(
          new RewardRow(
              "row" + i,
              known,
              "policy" + decision % 3 + "/" + decision,
              "item" + decision % 5,
              "home",
              "session" + decision % 2,
              shown,
              nobody ? "" : component,
              nobody ? 0 : (int) (9 * Draws.uniform(seed, 7, i)) / 4.0 - 1,
              "signal" + i,
              said,
              component.startsWith("hindsight")));
    }
    history.sort(RewardRow.EVENT_ORDER);
    return history;
  }

  @Override
  public String id(RewardRow event) {
    return event.id();
  }

  @Override
  public String key(RewardRow event) {
    return event.key();
  }

  @Override
  public long time(RewardRow event) {
    return event.time();
  }

  @Override
  public long bound() {
    return 5 * MINUTE;
  }

  @Override
  public Ledger fresh() {
    return new Ledger();
  }

  @Override
  public Ledger copy(Ledger state) {
    return state.copy();
  }

  private static RewardLedger over(Ledger state, Consumer<NaiveLedger.Row> out) {
    return new RewardLedger(SETTINGS, state.state(), new Output(out, state.timers));
  }

  @Override
  public void onEvent(
      Ledger state, RewardRow event, long watermark, Consumer<NaiveLedger.Row> out) {
    over(state, out).onRow(event, watermark, RULES);
  }

  @Override
  public OptionalLong nextTimer(Ledger state) {
    return state.timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(state.timers.first());
  }

  @Override
  public void onTimer(Ledger state, Consumer<NaiveLedger.Row> out) {
    over(state, out).onTime(state.timers.pollFirst(), RULES);
  }

  @Override
  public boolean forgot(Ledger state) {
    return state.policy.isEmpty()
        && state.open.isEmpty()
        && state.sessions.isEmpty()
        && state.arms.isEmpty()
        && state.waiting.isEmpty()
        && state.agenda.isEmpty()
        && state.timers.isEmpty();
  }

  @Override
  public List<NaiveLedger.Row> oracle(List<RewardRow> history) {
    return NaiveLedger.of(history, WEIGHTS);
  }
}
