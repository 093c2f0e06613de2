package io.flyball.jobs.feedback;

import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Trial.Step;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;

/**
 * The operators that {@link FeedbackPatterns} builds for a pattern: candidates, their time, CEP.
 */
record PatternChain(
    OneInputTransformation<PatternEvent, PatternEvent> gate,
    OneInputTransformation<PatternEvent, PatternEvent> time,
    OneInputTransformation<PatternEvent, Alert> match) {

  /** A method of {@link FeedbackPatterns}. */
  interface Definition {
    SingleOutputStreamOperator<Alert> apply(
        FeedbackPatterns patterns, DataStream<PatternEvent> signals);
  }

  /** What came out: alerts by id, and how many signals were too late for a pattern. */
  record Found(List<Alert> alerts, int late) {
    List<List<String>> evidence() {
      return alerts.stream().map(Alert::evidence).toList();
    }
  }

  static PatternChain of(Definition pattern, String... sets) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    DataStream<PatternEvent> unused =
        env.fromData(
            List.of(new PatternEvent("", 0, "", "", null, "", 0)),
            TypeInformation.of(PatternEvent.class));
    var patterns = new FeedbackPatterns(Fixtures.config(sets).patterns());
    Transformation<?> match = pattern.apply(patterns, unused).getTransformation();
    Transformation<?> time = before(before(match));
    return new PatternChain(operator(before(time)), operator(time), operator(match));
  }

  private static Transformation<?> before(Transformation<?> transformation) {
    return transformation.getInputs().get(0);
  }

  @SuppressWarnings("unchecked")
  private static <O> OneInputTransformation<PatternEvent, O> operator(
      Transformation<?> transformation) {
    // An early signal has no gate, and what stands there instead is never used.
    return transformation instanceof OneInputTransformation<?, ?>
        ? (OneInputTransformation<PatternEvent, O>) transformation
        : null;
  }

  @SuppressWarnings("unchecked")
  static KeySelector<PatternEvent, String> key(OneInputTransformation<PatternEvent, ?> built) {
    return (KeySelector<PatternEvent, String>) built.getStateKeySelector();
  }

  static <O> KeyedOneInputStreamOperatorTestHarness<String, PatternEvent, O> harness(
      OneInputTransformation<PatternEvent, O> built, int parallelism, int index) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        InstantiationUtil.clone(built.getOperatorFactory()),
        key(built),
        Types.STRING,
        Subtasks.MAX_PARALLELISM,
        parallelism,
        index);
  }

  /** The whole chain. */
  Found gated(List<Step<PatternEvent>> steps) throws Exception {
    var first = harness(gate, 1, 0);
    var second =
        new OneInputStreamOperatorTestHarness<PatternEvent, PatternEvent>(
            InstantiationUtil.clone(time.getOperatorFactory()), 1, 1, 0);
    var third = harness(match, 1, 0);
    first.open();
    second.open();
    third.open();
    for (Step<PatternEvent> step : ended(steps)) {
      take(first, step);
      pour(first, second);
      pour(second, third);
    }
    Found found = new Found(alerts(third), late(first) + late(third));
    first.close();
    second.close();
    third.close();
    return found;
  }

  /** CEP alone on all signals, by its own clock. */
  Found bare(List<Step<PatternEvent>> steps) throws Exception {
    var harness = harness(match, 1, 0);
    harness.open();
    for (Step<PatternEvent> step : ended(steps)) {
      take(harness, step);
    }
    Found found = new Found(alerts(harness), late(harness));
    harness.close();
    return found;
  }

  private static List<Step<PatternEvent>> ended(List<Step<PatternEvent>> steps) {
    return Stream.concat(steps.stream(), Stream.of(new Step<PatternEvent>(null, Long.MAX_VALUE)))
        .toList();
  }

  private static void take(
      OneInputStreamOperatorTestHarness<PatternEvent, ?> into, Step<PatternEvent> step)
      throws Exception {
    if (step.record() == null) {
      into.processWatermark(step.time());
    } else {
      into.processElement(step.record(), step.time());
    }
  }

  private static void pour(
      OneInputStreamOperatorTestHarness<?, PatternEvent> from,
      OneInputStreamOperatorTestHarness<PatternEvent, ?> into)
      throws Exception {
    for (Object next = from.getOutput().poll(); next != null; next = from.getOutput().poll()) {
      if (next instanceof Watermark mark) {
        into.processWatermark(mark);
      } else {
        StreamRecord<?> record = (StreamRecord<?>) next;
        into.processElement((PatternEvent) record.getValue(), record.getTimestamp());
      }
    }
  }

  private static List<Alert> alerts(OneInputStreamOperatorTestHarness<?, Alert> harness) {
    return harness.extractOutputValues().stream().sorted(Comparator.comparing(Alert::id)).toList();
  }

  private static int late(OneInputStreamOperatorTestHarness<?, ?> harness) {
    var late = harness.getSideOutput(FeedbackPatterns.LATE);
    return late == null ? 0 : late.size();
  }
}
