package io.flyball.verify.simulation;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.ArmStore;
import io.flyball.core.bandit.serve.Cell;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.Evaluated;
import io.flyball.core.bandit.serve.HeldReward;
import io.flyball.core.bandit.serve.Outcome;
import io.flyball.core.bandit.serve.PolicyHead;
import io.flyball.core.bandit.serve.PolicyServer;
import io.flyball.core.bandit.serve.Published;
import io.flyball.core.bandit.serve.PublishedModel;
import io.flyball.core.bandit.serve.Rivals;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.bandit.serve.ServingOutput;
import io.flyball.core.bandit.serve.ServingRules;
import io.flyball.core.bandit.serve.ServingState;
import io.flyball.core.bandit.serve.Share;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Refusal;
import io.flyball.core.state.MapStore;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A policy in service in event order: decisions and outcomes against {@link NaivePolicy}, published
 * models and evaluations against an undisturbed run.
 */
final class PolicyCore implements KeyedCore<PolicyEvent, PolicyCore.Kept, String> {
  private static final long BOUND = 60_000;
  private static final ServingRules RULES =
      Settings.load(
              FlyballConfig.class,
              Optional.empty(),
              Map.of(),
              List.of(
                  "bandit.delivery=event-time",
                  "bandit.algorithm=epsilon-greedy:epsilon=" + NaivePolicy.EPSILON,
                  "bandit.seed=" + NaivePolicy.SEED,
                  "bandit.window=" + NaivePolicy.WINDOW + " ms",
                  "bandit.hold=" + NaivePolicy.HOLD + " ms",
                  "bandit.aggregation=max",
                  "bandit.forget-after=1 h",
                  "bandit.publish.every=5",
                  "bandit.publish.threshold=0",
                  "bandit.publish.probes=4",
                  "bandit.evaluate.candidates=softmax=softmax",
                  "bandit.evaluate.every=5",
                  "bandit.evaluate.least=0"))
          .bandit()
          .rules();

  /** All that is kept of one policy. */
  static final class Kept {
    private final One<PolicyHead> head = new One<>();
    private final One<Published> published = new One<>();
    private final One<PublishedModel> lastModel = new One<>();
    private final One<Rivals> rivals = new One<>();
    private final Map<String, Arm> arms = new HashMap<>();
    private final Map<String, OpenDecision> open = new HashMap<>();
    private final Map<String, HeldReward[]> early = new HashMap<>();
    private final Map<Long, Integer> slots = new HashMap<>();
    private final Map<String, String[]> agenda = new HashMap<>();
    private final Map<String, double[]> evaluations = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private final Map<String, Long> offered = new HashMap<>();
    private final Map<String, double[]> clicks = new HashMap<>();
    private final TreeMap<Long, List<PolicyEvent>> waiting = new TreeMap<>();
    private final TreeSet<Long> timers = new TreeSet<>();

    /** Heads, arms and sums are changed in place. */
    private Kept copy() {
      Kept copy = new Kept();
      copy.head.value = copy(head.value);
      copy.published.value = published.value;
      copy.lastModel.value = lastModel.value;
      copy.rivals.value = rivals.value;
      arms.forEach((id, arm) -> copy.arms.put(id, new Arm(id, arm.number(), arm.state().clone())));
      copy.open.putAll(open);
      copy.early.putAll(early);
      copy.slots.putAll(slots);
      copy.agenda.putAll(agenda);
      evaluations.forEach((id, sums) -> copy.evaluations.put(id, sums.clone()));
      copy.shares.putAll(shares);
      copy.offered.putAll(offered);
      clicks.forEach((id, sums) -> copy.clicks.put(id, sums.clone()));
      waiting.forEach((time, events) -> copy.waiting.put(time, new ArrayList<>(events)));
      copy.timers.addAll(timers);
      return copy;
    }

    private static PolicyHead copy(PolicyHead head) {
      return head == null
          ? null
          : new PolicyHead(
              head.algorithm(),
              head.context(),
              head.features(),
              head.arms(),
              head.shared().clone(),
              head.counts().clone());
    }

    private ServingState state() {
      return new ServingState(
          head,
          new Arms(arms),
          new MapStore<>(open),
          new MapStore<>(early),
          new MapStore<>(slots),
          new MapStore<>(agenda),
          published,
          lastModel,
          new MapStore<>(evaluations),
          rivals,
          new MapStore<>(shares),
          new MapStore<>(offered),
          new MapStore<>(clicks));
    }
  }

  private static final class One<T> implements Cell<T> {
    private T value;

    @Override
    public T get() {
      return value;
    }

    @Override
    public void put(T next) {
      value = next;
    }
  }

  private record Arms(Map<String, Arm> map) implements ArmStore {
    @Override
    public Iterable<Arm> all() {
      return map.values();
    }

    @Override
    public Arm get(String id) {
      return map.get(id);
    }

    @Override
    public void put(String id, Arm arm) {
      map.put(id, arm);
    }

    @Override
    public void remove(String id) {
      map.remove(id);
    }
  }

  private static final class Output implements ServingOutput {
    private final Consumer<String> out;
    private final Set<Long> timers;
    private final long watermark;
    private boolean repeated;

    Output(Consumer<String> out, Set<Long> timers, long watermark) {
      this.out = out;
      this.timers = timers;
      this.watermark = watermark;
    }

    @Override
    public void decided(Decision decision) {
      if (!repeated) {
        out.accept(NaivePolicy.decided(decision.id(), decision.arm(), decision.propensities()));
      }
      repeated = false;
    }

    @Override
    public void resolved(Outcome outcome) {
      out.accept(
          NaivePolicy.resolved(
              outcome.id(), outcome.time(), outcome.status().name(), outcome.reward()[0]));
    }

    @Override
    public void published(Snapshot snapshot) {
      out.accept("published " + snapshot);
    }

    @Override
    public void evaluated(Evaluated evaluated) {
      out.accept("evaluated " + evaluated);
    }

    @Override
    public void late(Reward reward) {
      // One for each copy, and how many there are is the schedule's affair.
    }

    @Override
    public void alert(Alert alert) {
      out.accept("alert " + alert);
    }

    @Override
    public DeadLetter letter(Refusal refusal) {
      return new DeadLetter(
          "bandit",
          refusal.reason(),
          refusal.field(),
          refusal.message(),
          "",
          0,
          0,
          0,
          null,
          null,
          Map.of());
    }

    @Override
    public void refuse(DeadLetter letter) {
      // As for late ones.
    }

    @Override
    public void count(ServingCount count, long delta) {
      repeated |= count == ServingCount.REPEATED_REQUESTS;
    }

    @Override
    public void wakeAt(long time) {
      timers.add(time);
    }

    @Override
    public long watermark() {
      return watermark;
    }
  }

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public List<PolicyEvent> history(long seed) {
    return PolicyEvent.history(seed, NaivePolicy.WINDOW, NaivePolicy.HOLD);
  }

  @Override
  public String id(PolicyEvent event) {
    return event.id();
  }

  @Override
  public String key(PolicyEvent event) {
    return event.policy();
  }

  @Override
  public long time(PolicyEvent event) {
    return event.time();
  }

  @Override
  public long bound() {
    return BOUND;
  }

  @Override
  public boolean seesCopies() {
    return true;
  }

  @Override
  public Kept fresh() {
    return new Kept();
  }

  @Override
  public Kept copy(Kept state) {
    return state.copy();
  }

  @Override
  public void onEvent(Kept state, PolicyEvent event, long watermark, Consumer<String> out) {
    if (event.time() <= watermark) {
      throw new IllegalStateException("late: " + event.id());
    }
    state.waiting.computeIfAbsent(event.time(), any -> new ArrayList<>()).add(event);
    state.timers.add(event.time());
  }

  @Override
  public OptionalLong nextTimer(Kept state) {
    return state.timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(state.timers.first());
  }

  @Override
  public void onTimer(Kept state, Consumer<String> out) {
    long time = state.timers.pollFirst();
    List<PolicyEvent> due = state.waiting.remove(time);
    PolicyServer serving = new PolicyServer(state.state(), new Output(out, state.timers, time));
    String policy = policyOf(state, due);
    serving.of(policy, RULES);
    serving.onTime(time);
    if (due != null) {
      due.sort(PolicyEvent.ORDER);
      for (PolicyEvent event : due) {
        if (event.request() != null) {
          serving.onRequest(event.request());
        } else {
          serving.onReward(new HeldReward(event.reward(), null, Long.MIN_VALUE));
        }
      }
    }
  }

  /** An operator knows the key; here it is in whatever is known of the policy. */
  private static String policyOf(Kept state, List<PolicyEvent> due) {
    if (due != null) {
      return due.get(0).policy();
    }
    return state.open.keySet().stream().findFirst().map(DecisionRequest::policyOf).orElse("");
  }

  @Override
  public boolean forgot(Kept state) {
    return state.head.value == null
        && state.published.value == null
        && state.lastModel.value == null
        && state.rivals.value == null
        && state.arms.isEmpty()
        && state.open.isEmpty()
        && state.early.isEmpty()
        && state.slots.isEmpty()
        && state.agenda.isEmpty()
        && state.evaluations.isEmpty()
        && state.shares.isEmpty()
        && state.offered.isEmpty()
        && state.waiting.isEmpty()
        && state.timers.isEmpty();
  }

  @Override
  public List<String> oracle(List<PolicyEvent> history) {
    List<String> outputs = new ArrayList<>(undisturbed(history));
    outputs.removeIf(NaivePolicy::isTold);
    outputs.addAll(NaivePolicy.of(history));
    return outputs;
  }
}
