package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.CountLate;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The stateful operators of the feedback job, keyed and routed as the topology does it. */
final class Operators {
  private static final int MAX = Subtasks.MAX_PARALLELISM;

  private Operators() {}

  /** A partition always goes to the same subtask, as a source reads it. */
  static Operator<Ingested, PackedEvent> timeliness(FeedbackConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new ProcessOperator<>(new TimelinessFunction(config)), MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (in, parallelism) -> in.raw().partition() % parallelism,
        List.of(TimelinessFunction.REFUSED));
  }

  static Operator<PackedEvent, PackedEvent> deduplication(FeedbackConfig config) {
    KeySelector<PackedEvent, String> key = PackedEvent::identity;
    return new Operator<>(
        (parallelism, index) -> {
          var operator = new DeduplicateOperator(config);
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<>(
                  operator, key, Types.STRING, MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        routed(key),
        List.of(DeduplicateFunction.CONFLICTS));
  }

  static Operator<PackedEvent, AttributedFeedback> attribution(FeedbackConfig config) {
    KeySelector<PackedEvent, String> key = PackedEvent::user;
    return new Operator<>(
        (parallelism, index) -> {
          var harness = attribution(config, key, parallelism, index);
          return new Subtask<>(
              harness,
              harness::processElement,
              time -> {
                harness.processBroadcastWatermark(Long.MAX_VALUE);
                harness.processWatermark(time);
              });
        },
        routed(key),
        List.of(AttributeFunction.SIGNALS, AttributeFunction.EARLY, AttributeFunction.ALERTS));
  }

  private static KeyedBroadcastOperatorTestHarness<
          String, PackedEvent, ControlRecord, AttributedFeedback>
      attribution(
          FeedbackConfig config, KeySelector<PackedEvent, String> key, int parallelism, int index)
          throws Exception {
    var operator =
        new CoBroadcastWithKeyedOperator<String, PackedEvent, ControlRecord, AttributedFeedback>(
            new AttributeFunction(config), List.of(AttributeFunction.CONTROL));
    return new KeyedBroadcastOperatorTestHarness<>(
        operator, key, Types.STRING, MAX, parallelism, index);
  }

  /** Sends a control record to every subtask, as a broadcast does. */
  @SuppressWarnings("unchecked")
  static void broadcast(Subtasks<PackedEvent, AttributedFeedback> subtasks, ControlRecord control)
      throws Exception {
    for (int i = 0; i < subtasks.size(); i++) {
      var harness =
          (KeyedBroadcastOperatorTestHarness<?, ?, ControlRecord, ?>) subtasks.get(i).harness();
      harness.processBroadcastElement(control, Long.MIN_VALUE);
    }
  }

  static Operator<PatternEvent, Alert> lateForPatterns() {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new ProcessOperator<>(new CountLate<PatternEvent>(FeedbackTopology.JOB)),
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (event, parallelism) -> Math.floorMod(event.id().hashCode(), parallelism),
        List.of());
  }

  /** The CEP operator that {@link FeedbackPatterns} builds for a pattern. */
  static Operator<PatternEvent, Alert> pattern(PatternChain.Definition pattern, String... sets) {
    return keyed(PatternChain.of(pattern, sets).match());
  }

  /** The operator in front of it. */
  static Operator<PatternEvent, PatternEvent> candidates(
      PatternChain.Definition pattern, String... sets) {
    return keyed(PatternChain.of(pattern, sets).gate());
  }

  private static <O> Operator<PatternEvent, O> keyed(
      OneInputTransformation<PatternEvent, O> built) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness = PatternChain.harness(built, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        routed(PatternChain.key(built)),
        List.of(FeedbackPatterns.LATE));
  }

  private static <I> ToIntBiFunction<I, Integer> routed(KeySelector<I, String> key) {
    return (record, parallelism) -> {
      try {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key.getKey(record), MAX, parallelism);
      } catch (Exception e) {
        throw new IllegalStateException("no key for " + record, e);
      }
    };
  }
}
