package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.join.Aggregation;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.bandit.serve.ServingRules.Evaluating;
import io.flyball.core.bandit.serve.ServingRules.Exploring;
import io.flyball.core.bandit.serve.ServingRules.Publishing;
import io.flyball.core.bandit.serve.ServingRules.Sharding;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.state.MapStore;
import io.flyball.core.state.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A policy in service on state in memory, with all that it said. */
final class Served implements ServingOutput {
  static final long WINDOW = 1000;
  static final long HOLD = 100;
  static final String[] ARMS = {"a", "b", "c"};

  /** The defaults of these tests; a test changes one. */
  static final ServingRules RULES =
      new ServingRules(
          Mode.ONLINE,
          "kl-ucb",
          0,
          1000,
          1,
          WINDOW,
          HOLD,
          WINDOW,
          Aggregation.SUM,
          0.0,
          Learning.AUTO,
          false,
          true,
          1_000_000,
          100,
          true,
          Exploring.NONE,
          RewardScale.PLAIN,
          new Publishing(0, 0, 0, 1, 4),
          evaluating(Map.of(), 1, 1),
          Sharding.NONE,
          ClickModel.INDEPENDENT);

  /** Candidates, evaluated on rewards from 0 to 1 with an interval of 95 %. */
  static Evaluating evaluating(Map<String, String> candidates, long every, double least) {
    return new Evaluating(candidates, every, least, 0, 1, 0.05, new Evaluation.Limits(10, 10, 100));
  }

  final Map<String, OpenDecision> open = new HashMap<>();
  final Map<String, Arm> arms = new LinkedHashMap<>();
  final Map<Object, Object> other = new HashMap<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<Decision> answeredNo = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  final List<Snapshot> snapshots = new ArrayList<>();
  final List<Evaluated> evaluations = new ArrayList<>();
  final List<Reward> late = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  final List<DeadLetter> refused = new ArrayList<>();
  final Map<ServingCount, Long> counts = new EnumMap<>(ServingCount.class);
  final ServingState state;
  private final TreeSet<Long> timers = new TreeSet<>();
  private final PolicyServer serving;
  private ServingRules rules;
  private long watermark;

  Served(ServingRules rules) {
    this.rules = rules;
    state =
        new ServingState(
            cell("head"),
            new Arms(),
            new MapStore<>(open),
            store("early"),
            store("slots"),
            store("agenda"),
            cell("published"),
            cell("last-model"),
            store("evaluations"),
            cell("rivals"),
            store("shares"),
            store("offered"),
            store("clicks"));
    serving = new PolicyServer(state, this);
  }

  void rules(ServingRules next) {
    rules = next;
  }

  void control(long version, Interventions todo) {
    serving.of("p", rules);
    serving.follow(Count.POLICY_CONTROL, version, todo);
  }

  Decision ask(String id, long time, double... context) {
    return ask(request(id, time, context));
  }

  Decision ask(DecisionRequest request) {
    serving.of("p", rules);
    int before = decisions.size();
    serving.onRequest(request);
    return decisions.size() > before ? decisions.get(before) : null;
  }

  static DecisionRequest request(String id, long time, double... context) {
    return new DecisionRequest(
        "p/" + id,
        time,
        context,
        ARMS,
        new double[0][],
        AssignedArm.NONE,
        null,
        null,
        false,
        1,
        null,
        null);
  }

  static Reward value(String id, String decision, long time, double value) {
    return reward(id, decision, time, Reward.Kind.VALUE, value);
  }

  static Reward reward(String id, String decision, long time, Reward.Kind kind, double... values) {
    return new Reward(id, time, "p/" + decision, kind, values, 1, null, null, 0, null);
  }

  static Reward correction(String id, String decision, long time, double value, String corrects) {
    return new Reward(
        id,
        time,
        "p/" + decision,
        Reward.Kind.CORRECTION,
        new double[] {value},
        1,
        null,
        null,
        1,
        corrects);
  }

  void give(Reward reward) {
    serving.of("p", rules);
    serving.onReward(
        new HeldReward(
            reward,
            letter(Refusal.of(Reason.UNKNOWN_DECISION, "decisionId", "unknown")),
            Long.MIN_VALUE));
  }

  void model(Snapshot snapshot) {
    serving.of("p", rules);
    serving.onSnapshot(snapshot);
  }

  void end() {
    until(Long.MAX_VALUE);
  }

  void until(long time) {
    while (!timers.isEmpty() && timers.first() <= time) {
      watermark = timers.first();
      serving.of("p", rules);
      serving.onTime(timers.pollFirst());
    }
    watermark = time;
  }

  long counted(ServingCount count) {
    return counts.getOrDefault(count, 0L);
  }

  boolean conserved() {
    return counted(ServingCount.DECISIONS)
        == counted(ServingCount.REWARDED)
            + counted(ServingCount.DEFAULTED)
            + counted(ServingCount.CENSORED)
            + counted(ServingCount.PENDING);
  }

  /** Statistics of an arm. */
  double[] arm(String id) {
    return arms.get(id).state();
  }

  @Override
  public void decided(Decision decision) {
    (decision.refusal() == null ? decisions : answeredNo).add(decision);
  }

  @Override
  public void resolved(Outcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void published(Snapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public void evaluated(Evaluated evaluated) {
    evaluations.add(evaluated);
  }

  @Override
  public void late(Reward reward) {
    late.add(reward);
  }

  @Override
  public void alert(Alert alert) {
    alerts.add(alert);
  }

  @Override
  public DeadLetter letter(Refusal r) {
    return new DeadLetter(
        "bandit", r.reason(), r.field(), r.message(), "t", 0, 0, 0, null, null, Map.of());
  }

  @Override
  public void refuse(DeadLetter letter) {
    refused.add(letter);
  }

  @Override
  public void count(ServingCount count, long delta) {
    counts.merge(count, delta, Long::sum);
  }

  @Override
  public void wakeAt(long time) {
    timers.add(time);
  }

  @Override
  public long watermark() {
    return watermark;
  }

  private <K, V> Store<K, V> store(String name) {
    Map<K, V> map = new HashMap<>();
    other.put(name, map);
    return new MapStore<>(map);
  }

  private <T> Cell<T> cell(String name) {
    Store<String, T> store = store(name);
    return new Cell<>() {
      @Override
      public T get() {
        return store.get(name);
      }

      @Override
      public void put(T value) {
        if (value == null) {
          store.remove(name);
        } else {
          store.put(name, value);
        }
      }
    };
  }

  private final class Arms implements ArmStore {
    @Override
    public Iterable<Arm> all() {
      return arms.values();
    }

    @Override
    public Arm get(String id) {
      return arms.get(id);
    }

    @Override
    public void put(String id, Arm arm) {
      arms.put(id, arm);
    }

    @Override
    public void remove(String id) {
      arms.remove(id);
    }
  }
}
