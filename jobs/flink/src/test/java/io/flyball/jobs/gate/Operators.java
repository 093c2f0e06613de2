package io.flyball.jobs.gate;

import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/** The stateful operators of the gate job, keyed and routed as the topology does it. */
final class Operators {
  private static final String ONE = "one";
  private static final int MAX = Subtasks.MAX_PARALLELISM;

  private Operators() {}

  static Operator<GateInput, ActionEvent> intake(GateConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new ProcessOperator<>(new GateIntake(config)), MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (in, parallelism) -> in.raw().partition() % parallelism,
        List.of(GateIntake.REFUSED, GateIntake.STEPS));
  }

  static Operator<ActionEvent, ActionEvent> actions(GateConfig config) {
    return keyedBy(
        () -> new ActionOperator(config),
        ActionEvent::action,
        ActionFunction.REST,
        ActionFunction.JUDGEMENTS);
  }

  static Operator<Judgement, Belief> critics(GateConfig config) {
    return keyed(() -> new CriticFunction(config), Judgement::subject, CriticFunction.ALERTS);
  }

  static Operator<StepEvent, FailureRow> episodes(GateConfig config) {
    return keyed(
        () -> new EpisodeFunction(config),
        StepEvent::episode,
        EpisodeFunction.PLAYED,
        EpisodeFunction.ALERTS);
  }

  static Operator<StepEvent, NextRow> sessions(GateConfig config) {
    return keyed(() -> new SessionFunction(config), StepEvent::sessionKey);
  }

  static Operator<ActionEvent, RuledAction> rules(GateConfig config) {
    return broadcast(
        () -> new RulesFunction(config),
        event -> event.proposed().session(),
        RulesFunction.VERSIONS);
  }

  static Operator<RuledAction, VerdictRow> verdicts(GateConfig config) {
    return broadcastTo(
        () -> new VerdictOperator(config),
        RuledAction::action,
        VerdictFunction.SCORED,
        VerdictFunction.CRITIQUES);
  }

  static Operator<GuardEvent, InForce> guard(GateConfig config) {
    return keyed(() -> new GuardFunction(config), event -> ONE, GuardFunction.ALERTS);
  }

  /** Control updates; the watermarks are those of the actions. */
  static Operator<ControlRecord, RulesVersion> versions() {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedTwoInputStreamOperatorTestHarness<
                  String, ActionEvent, ControlRecord, RulesVersion>(
                  new KeyedCoProcessOperator<>(new VersionsFunction()),
                  event -> ONE,
                  update -> ONE,
                  Types.STRING,
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(
              harness,
              harness::processElement2,
              time -> {
                harness.processWatermark2(Watermark.MAX_WATERMARK);
                harness.processWatermark1(new Watermark(time));
              });
        },
        (record, parallelism) -> subtask(ONE, parallelism),
        List.of(VersionsFunction.ALERTS));
  }

  /** A method of {@link GatePatterns}. */
  interface Definition {
    SingleOutputStreamOperator<Alert> of(GatePatterns patterns, StreamExecutionEnvironment env);
  }

  /** The CEP operator that {@link GatePatterns} builds for a pattern. */
  @SuppressWarnings("unchecked")
  static Operator<GateSign, Alert> pattern(GateConfig config, Definition pattern) {
    var built =
        (OneInputTransformation<GateSign, Alert>)
            pattern
                .of(
                    new GatePatterns(config.patterns()),
                    StreamExecutionEnvironment.createLocalEnvironment(1))
                .getTransformation();
    var key = (KeySelector<GateSign, String>) built.getStateKeySelector();
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<String, GateSign, Alert>(
                  InstantiationUtil.clone(built.getOperatorFactory()),
                  key,
                  Types.STRING,
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (sign, parallelism) -> subtask(keyOf(key, sign), parallelism),
        List.of(GatePatterns.LATE));
  }

  static Operator<GateSign, Alert> looping(GateConfig config) {
    return pattern(
        config,
        (patterns, env) ->
            patterns.looping(none(env, NextRow.class), config.configured().supervision().loop()));
  }

  static Operator<GateSign, Alert> blockedAgain(GateConfig config) {
    return pattern(
        config,
        (patterns, env) ->
            patterns.blockedAgain(none(env, ActionEvent.class), none(env, VerdictRow.class)));
  }

  static Operator<GateSign, Alert> rejectedAfterExecution(GateConfig config) {
    return pattern(
        config,
        (patterns, env) ->
            patterns.rejectedAfterExecution(
                none(env, VerdictRow.class), none(env, GateSign.class)));
  }

  private static <T> DataStream<T> none(StreamExecutionEnvironment env, Class<T> type) {
    return env.fromSequence(0, 0).map(number -> (T) null, TypeInformation.of(type));
  }

  static Operator<VerdictRow, VerdictRow> choice() {
    return broadcast(ChoiceFunction::new, VerdictRow::action, ChoiceFunction.IN_FORCE);
  }

  /** The ways into a subtask of {@link #verdicts} or {@link #choice}. */
  @SuppressWarnings("unchecked")
  static <I, B, O> KeyedBroadcastOperatorTestHarness<String, I, B, O> inlets(
      Subtasks<I, O> subtasks, int index) {
    return (KeyedBroadcastOperatorTestHarness<String, I, B, O>) subtasks.get(index).harness();
  }

  private static <I, O> Operator<I, O> keyed(
      Supplier<KeyedProcessFunction<String, I, O>> function,
      KeySelector<I, String> key,
      OutputTag<?>... sides) {
    return keyedBy(() -> new KeyedProcessOperator<>(function.get()), key, sides);
  }

  private static <I, O> Operator<I, O> keyedBy(
      Supplier<KeyedProcessOperator<String, I, O>> operator,
      KeySelector<I, String> key,
      OutputTag<?>... sides) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<>(
                  operator.get(), key, Types.STRING, MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (record, parallelism) -> subtask(keyOf(key, record), parallelism),
        List.of(sides));
  }

  private static <I, B, O> Operator<I, O> broadcast(
      Supplier<KeyedBroadcastProcessFunction<String, I, B, O>> function,
      KeySelector<I, String> key,
      MapStateDescriptor<?, ?> state,
      OutputTag<?>... sides) {
    return broadcastTo(
        () -> new CoBroadcastWithKeyedOperator<>(function.get(), List.of(state)), key, sides);
  }

  private static <I, B, O> Operator<I, O> broadcastTo(
      Supplier<CoBroadcastWithKeyedOperator<String, I, B, O>> operator,
      KeySelector<I, String> key,
      OutputTag<?>... sides) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedBroadcastOperatorTestHarness<>(
                  operator.get(), key, Types.STRING, MAX, parallelism, index);
          return new Subtask<>(
              harness,
              harness::processElement,
              time -> {
                harness.processBroadcastWatermark(Long.MAX_VALUE);
                harness.processWatermark(time);
              });
        },
        (record, parallelism) -> subtask(keyOf(key, record), parallelism),
        List.of(sides));
  }

  private static <I> String keyOf(KeySelector<I, String> key, I record) {
    try {
      return key.getKey(record);
    } catch (Exception e) {
      throw new IllegalStateException("no key for " + record, e);
    }
  }

  private static int subtask(String key, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX, parallelism);
  }
}
