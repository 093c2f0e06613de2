package io.flyball.jobs.modes;

import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.IntakeFunction;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operators of the modes job, keyed and routed as the topology does it. */
final class Operators {
  private static final int MAX = Subtasks.MAX_PARALLELISM;

  private Operators() {}

  /** A partition always goes to the same subtask, as a source reads it. */
  static Operator<ModesInput, Observation> intake(ModesConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new ProcessOperator<>(new ModesIntake(config)), MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (in, parallelism) -> in.raw().partition() % parallelism,
        List.of(IntakeFunction.REFUSED));
  }

  static Operator<Observation, ModeStep> entities(ModesConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedBroadcastOperatorTestHarness<>(
                  new EntityOperator(config),
                  Observation::stateKey,
                  Types.STRING,
                  MAX,
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
        (seen, parallelism) -> subtask(seen.stateKey(), parallelism),
        List.of(
            EntityFunction.REFUSED,
            EntityFunction.ALERTS,
            EntityFunction.SEGMENTS,
            EntityFunction.SCOPES));
  }

  static Operator<SegmentEvent, RatesRow> segments(ModesConfig config) {
    return keyed(() -> new SegmentFunction(config), SegmentEvent::segment, SegmentFunction.ALERTS);
  }

  static Operator<ScopeEvent, DiversityRow> scopes(ModesConfig config) {
    return keyed(() -> new ScopeFunction(config), ScopeEvent::scope, ScopeFunction.ALERTS);
  }

  private static <I, O> Operator<I, O> keyed(
      Supplier<KeyedProcessFunction<String, I, O>> function,
      KeySelector<I, String> key,
      OutputTag<?> alerts) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<>(
                  new KeyedProcessOperator<>(function.get()),
                  key,
                  Types.STRING,
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (record, parallelism) -> {
          try {
            return subtask(key.getKey(record), parallelism);
          } catch (Exception e) {
            throw new IllegalStateException("no key for " + record, e);
          }
        },
        List.of(alerts));
  }

  private static int subtask(String key, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX, parallelism);
  }

  /** Sends a control record to every subtask, as a broadcast does. */
  @SuppressWarnings("unchecked")
  static void broadcast(Subtasks<Observation, ModeStep> subtasks, ControlRecord control)
      throws Exception {
    for (int i = 0; i < subtasks.size(); i++) {
      var harness =
          (KeyedBroadcastOperatorTestHarness<?, ?, ControlRecord, ?>) subtasks.get(i).harness();
      harness.processBroadcastElement(control, Long.MIN_VALUE);
    }
  }
}
