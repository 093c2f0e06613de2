package io.flyball.jobs.bandit;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.BanditObservations;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** The serving operator, keyed and routed as the topology does it, and records for it. */
final class ServingOperator {
  static final long NOON = 1_700_000_000_000L;

  private static final BanditDecoder DECODER = new BanditDecoder(config());
  private static final RecordCodec<DecisionRequest> REQUESTS =
      RecordCodec.of(DecisionRequest.class);
  private static final RecordCodec<Reward> REWARDS = RecordCodec.of(Reward.class);
  private static final RecordCodec<BanditObservations> OBSERVATIONS =
      RecordCodec.of(BanditObservations.class);

  private ServingOperator() {}

  static BanditConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).bandit();
  }

  static Operator<BanditEvent, Decision> of(BanditConfig config) {
    int shards = config.sharding().shards();
    return new Operator<>(
        (parallelism, index) -> {
          var operator =
              new CoBroadcastWithKeyedOperator<String, BanditEvent, ControlRecord, Decision>(
                  new BanditFunction(config), List.of(BanditFunction.CONTROL));
          var harness =
              new KeyedBroadcastOperatorTestHarness<String, BanditEvent, ControlRecord, Decision>(
                  operator,
                  event -> event.key(shards),
                  Types.STRING,
                  Subtasks.MAX_PARALLELISM,
                  parallelism,
                  index);
          return new Subtask<>(
              harness,
              harness::processElement,
              time -> {
                harness.processBroadcastWatermark(Long.MAX_VALUE);
                harness.processWatermark(time);
              });
        },
        (event, parallelism) ->
            KeyGroupRangeAssignment.assignKeyToParallelOperator(
                event.key(shards), Subtasks.MAX_PARALLELISM, parallelism),
        List.of(
            BanditFunction.OUTCOMES,
            BanditFunction.SNAPSHOTS,
            BanditFunction.LATE,
            BanditFunction.ALERTS,
            BanditFunction.REFUSED));
  }

  /** Sends a control record to every subtask, as a broadcast does. */
  @SuppressWarnings("unchecked")
  static void broadcast(
      Subtasks<BanditEvent, Decision> subtasks,
      String target,
      long version,
      Map<String, String> parameters)
      throws Exception {
    RawRecord raw = new RawRecord("control", 0, version, NOON, null, new byte[0], Map.of());
    ControlRecord control =
        new ControlRecord(raw, new ControlUpdate(target, version, NOON, parameters, null), null);
    for (int i = 0; i < subtasks.size(); i++) {
      var harness =
          (KeyedBroadcastOperatorTestHarness<?, ?, ControlRecord, ?>) subtasks.get(i).harness();
      harness.processBroadcastElement(control, Long.MIN_VALUE);
    }
  }

  static DecisionRequest.Builder request(String id, long at, double... context) {
    return DecisionRequest.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setContext(Arrays.stream(context).boxed().toList())
        .setArms(new ArrayList<>(List.of(arm("a"), arm("b"), arm("c"))));
  }

  static ArmOption arm(String id) {
    return ArmOption.newBuilder().setId(id).build();
  }

  static Reward.Builder reward(String id, String decision, long at, RewardKind kind, Double value) {
    return Reward.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setDecisionId(decision)
        .setKind(kind)
        .setValue(value);
  }

  static BanditEvent event(DecisionRequest request) {
    byte[] value = REQUESTS.encode(request);
    return DECODER.apply(raw("bandit.requests", value));
  }

  static BanditEvent event(Reward reward) {
    byte[] value = REWARDS.encode(reward);
    return DECODER.apply(raw("rewards", value));
  }

  static BanditEvent observed(String id, String decision, long at, Map<String, Double> rewards) {
    byte[] value =
        OBSERVATIONS.encode(
            BanditObservations.newBuilder()
                .setId(id)
                .setTime(Instant.ofEpochMilli(NOON + at))
                .setDecisionId(decision)
                .setRewards(rewards)
                .build());
    return DECODER.apply(raw("bandit.observations", value));
  }

  static RawRecord raw(String topic, byte[] value) {
    return new RawRecord(topic, 0, 7, NOON + 86_400_000, null, value, Map.of());
  }
}
