package io.flyball.jobs.reward;

import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.IntakeFunction;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operators of the reward job, keyed and routed as the topology does it. */
final class Operators {
  private static final int MAX = Subtasks.MAX_PARALLELISM;

  private Operators() {}

  /** A partition always goes to the same subtask, as a source reads it. */
  static Operator<RewardInput, RewardRow> intake(RewardConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new ProcessOperator<>(new RewardIntake(config)), MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (in, parallelism) -> in.raw().partition() % parallelism,
        List.of(IntakeFunction.REFUSED, RewardIntake.MEMBERS, RewardIntake.TRIED));
  }

  static Operator<RewardRow, Reward> ledger(RewardConfig config) {
    return steered(
        () -> new RewardFunction(config), RewardRow::key, List.of(RewardFunction.ALERTS));
  }

  static Operator<RewardMember, Reward> groups(RewardConfig config) {
    return steered(
        () -> new GroupFunction(config),
        RewardMember::groupId,
        List.of(GroupFunction.REFUSED, GroupFunction.ALERTS));
  }

  static Operator<TriedRow, MemoryRow> memory(RewardConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<>(
                  new KeyedProcessOperator<>(new MemoryFunction(config)),
                  TriedRow::request,
                  Types.STRING,
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (row, parallelism) ->
            KeyGroupRangeAssignment.assignKeyToParallelOperator(row.request(), MAX, parallelism),
        List.of());
  }

  private static <I> Operator<I, Reward> steered(
      Supplier<KeyedBroadcastProcessFunction<String, I, ControlRecord, Reward>> function,
      KeySelector<I, String> key,
      List<OutputTag<?>> sides) {
    ToIntBiFunction<I, Integer> route =
        (record, parallelism) -> {
          try {
            return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key.getKey(record), MAX, parallelism);
          } catch (Exception e) {
            throw new IllegalStateException("no key for " + record, e);
          }
        };
    return new Operator<>(
        (parallelism, index) -> {
          var operator =
              new CoBroadcastWithKeyedOperator<>(function.get(), List.of(RewardUpdates.STATE));
          var harness =
              new KeyedBroadcastOperatorTestHarness<>(
                  operator, key, Types.STRING, MAX, parallelism, index);
          return new Subtask<>(
              harness,
              harness::processElement,
              time -> {
                harness.processBroadcastWatermark(Long.MAX_VALUE);
                harness.processWatermark(time);
              });
        },
        route,
        sides);
  }

  /** Sends a control record to every subtask, as a broadcast does. */
  @SuppressWarnings("unchecked")
  static <I> void broadcast(Subtasks<I, Reward> subtasks, ControlRecord control) throws Exception {
    for (int i = 0; i < subtasks.size(); i++) {
      var harness =
          (KeyedBroadcastOperatorTestHarness<?, ?, ControlRecord, ?>) subtasks.get(i).harness();
      harness.processBroadcastElement(control, Long.MIN_VALUE);
    }
  }
}
