package io.flyball.client;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.check.CoreRecords;
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
import io.flyball.core.bandit.serve.PolicyServer;
import io.flyball.core.bandit.serve.RequestValidation;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.bandit.serve.ServingOutput;
import io.flyball.core.bandit.serve.ServingRules;
import io.flyball.core.bandit.serve.ServingState;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Refusal;
import io.flyball.core.state.MapStore;
import io.flyball.core.state.Store;
import io.flyball.jobs.bandit.BanditMapping;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.PolicySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the bandit job runs for one policy, under the job's configuration, without the engine. */
final class JobInMemory implements ServingOutput {
  static final double LARGEST = 1e6;
  private static final RecordCodec<PolicySnapshot> CODEC = RecordCodec.of(PolicySnapshot.class);

  final List<Decision> decisions = new ArrayList<>();
  final List<Snapshot> snapshots = new ArrayList<>();
  private final Map<String, Arm> arms = new LinkedHashMap<>();
  private final PolicyServer server;
  private final ServingRules rules;

  JobInMemory(String... sets) {
    List<String> all = new ArrayList<>(List.of("bandit.publish.every=1"));
    all.add("bandit.publish.threshold=0");
    // Without questions asked again at every snapshot, which costs more than all the rest.
    all.add("bandit.publish.probes=0");
    all.addAll(List.of(sets));
    rules = Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), all).bandit().rules();
    server = new PolicyServer(state(), this);
  }

  private ServingState state() {
    return new ServingState(
        new One<>(),
        new Arms(),
        new MapStore<>(new HashMap<String, OpenDecision>()),
        new MapStore<>(new HashMap<>()),
        new MapStore<>(new HashMap<>()),
        new MapStore<>(new HashMap<>()),
        new One<>(),
        new One<>(),
        new MapStore<>(new HashMap<>()),
        new One<>(),
        new MapStore<>(new HashMap<>()),
        new MapStore<>(new HashMap<>()),
        new MapStore<>(new HashMap<>()));
  }

  /** The job's answer; it must not refuse. */
  Decision ask(io.flyball.schemas.DecisionRequest request) {
    DecisionRequest all = CoreRecords.of(request, request.getTime().toEpochMilli());
    boolean[] eligible = CoreRecords.eligible(request);
    RequestValidation.check(all, eligible, LARGEST)
        .ifPresent(
            fault -> {
              throw new AssertionError(fault);
            });
    server.of(DecisionRequest.policyOf(all.id()), rules);
    server.onRequest(RequestValidation.eligible(all, eligible));
    Decision decision = decisions.get(decisions.size() - 1);
    if (decision.refusal() != null) {
      throw new AssertionError(decision.refusal());
    }
    return decision;
  }

  void reward(Reward reward) {
    server.of(DecisionRequest.policyOf(reward.decisionId()), rules);
    server.onReward(new HeldReward(reward, null, reward.time()));
  }

  /** What was published last, as whoever reads the topic finds it. */
  PolicySnapshot published() {
    Snapshot last = snapshots.get(snapshots.size() - 1);
    return Records.decode(CODEC, CODEC.encode(BanditMapping.toAvro(last)));
  }

  @Override
  public void decided(Decision decision) {
    decisions.add(decision);
  }

  @Override
  public void published(Snapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public void resolved(Outcome outcome) {}

  @Override
  public void evaluated(Evaluated evaluated) {}

  @Override
  public void late(Reward reward) {}

  @Override
  public void alert(Alert alert) {}

  @Override
  public DeadLetter letter(Refusal refusal) {
    return null;
  }

  @Override
  public void refuse(DeadLetter letter) {}

  @Override
  public void count(ServingCount count, long delta) {}

  @Override
  public void wakeAt(long time) {}

  @Override
  public long watermark() {
    return 0;
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

  private final class Arms implements ArmStore {
    private final Store<String, Arm> store = new MapStore<>(arms);

    @Override
    public Iterable<Arm> all() {
      return arms.values();
    }

    @Override
    public Arm get(String id) {
      return store.get(id);
    }

    @Override
    public void put(String id, Arm arm) {
      store.put(id, arm);
    }

    @Override
    public void remove(String id) {
      store.remove(id);
    }
  }
}
