package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.loop.PanePart;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.SerializableSupplier;

/** The stateful operators of the loop job, keyed and routed as the topology does it. */
final class Operators {
  private static final int MAX = Subtasks.MAX_PARALLELISM;
  private static final long END = Events.NOON + 1_000 * Events.HOUR;

  private Operators() {}

  /** A partition always goes to the same subtask, as a source reads it. */
  static Operator<LoopInput, Interaction> timeliness(LoopConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new ProcessOperator<>(new TimelinessFunction(config)), MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (in, parallelism) -> in.raw().partition() % parallelism,
        List.of(
            TimelinessFunction.REFUSED,
            TimelinessFunction.OUTCOMES,
            TimelinessFunction.TURNS,
            TimelinessFunction.TRACES));
  }

  static Operator<Interaction, PanePart> preAggregate(LoopConfig config) {
    return unkeyed(() -> new PreAggregate(config));
  }

  static Operator<Interaction, SignalBundle> bundles(LoopConfig config) {
    return unkeyed(() -> new BundleSignals(config));
  }

  private static <O> Operator<Interaction, O> unkeyed(
      SerializableSupplier<OneInputStreamOperator<Interaction, O>> operator) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(operator.get(), MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (touch, parallelism) -> (int) Math.floorMod(touch.id(), (long) parallelism),
        List.of());
  }

  static Operator<Interaction, Interaction> deduplication(LoopConfig config) {
    return keyed(() -> new DeduplicateFunction(config), Interaction::owner, Types.LONG);
  }

  static Operator<PanePart, MetricRow> windows(LoopConfig config) {
    return keyed(() -> new WindowFunction(config), PanePart::scope, Types.STRING);
  }

  static Operator<TurnSeen, PanePart> episodes(LoopConfig config) {
    return keyed(() -> new EpisodeFunction(config), TurnSeen::episode, Types.STRING);
  }

  static Operator<TraceSeen, StageFeedbackRow> traces(LoopConfig config) {
    return keyed(() -> new TraceFunction(config), TraceSeen::trace, Types.STRING);
  }

  static Operator<SignalBundle, Finding> detectors(LoopConfig config) {
    return keyed(() -> new DetectFunction(config), SignalBundle::scope, Types.STRING);
  }

  /** Everything from records to the rows of windows, in the hands of one thread. */
  static List<MetricRow> rows(LoopConfig config, List<? extends SpecificRecord> records)
      throws Exception {
    try (Subtasks<Interaction, Interaction> distinct =
            new Subtasks<>(deduplication(config), 1, false);
        Subtasks<Interaction, PanePart> counted = new Subtasks<>(preAggregate(config), 1, false);
        Subtasks<TurnSeen, PanePart> episodes = new Subtasks<>(episodes(config), 1, false);
        Subtasks<PanePart, MetricRow> windows = new Subtasks<>(windows(config), 1, false)) {
      for (SpecificRecord record : records) {
        LoopInput in = Events.in(config, record, 0, 0);
        assertThat(in.refusal()).isNull();
        if (in.touch() != null) {
          distinct.send(in.touch(), in.time());
        }
        if (in.turn() != null) {
          episodes.send(in.turn(), in.time());
        }
      }
      distinct.watermark(END);
      for (Interaction touch : distinct.main()) {
        counted.send(touch, touch.time());
      }
      counted.watermark(END);
      episodes.watermark(END);
      for (PanePart part : counted.main()) {
        windows.send(part, 0);
      }
      for (PanePart part : episodes.main()) {
        windows.send(part, 0);
      }
      windows.watermark(END);
      return windows.main();
    }
  }

  private static <K, I, O> Operator<I, O> keyed(
      SerializableSupplier<KeyedProcessFunction<K, I, O>> function,
      KeySelector<I, K> key,
      TypeInformation<K> type) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<>(
                  new KeyedProcessOperator<>(function.get()), key, type, MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (record, parallelism) -> {
          try {
            return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key.getKey(record), MAX, parallelism);
          } catch (Exception e) {
            throw new IllegalStateException("no key for " + record, e);
          }
        },
        List.of());
  }
}
