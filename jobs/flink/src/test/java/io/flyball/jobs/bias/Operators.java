package io.flyball.jobs.bias;

import io.flyball.core.control.CameraWindow;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;

/** The stateful operators of the bias job, keyed and routed as the topology does it. */
final class Operators {
  private static final int MAX = Subtasks.MAX_PARALLELISM;

  private Operators() {}

  static Operator<CameraArrival, CameraWindow> control(BiasConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedBroadcastOperatorTestHarness<
                  String, CameraArrival, CameraSteering, CameraWindow>(
                  new CoBroadcastWithKeyedOperator<>(
                      new BiasFunction(config),
                      List.of(BiasFunction.CONTROL, KnownPlaces.REFERENCES)),
                  CameraArrival::camera,
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
        (in, parallelism) ->
            KeyGroupRangeAssignment.assignKeyToParallelOperator(in.camera(), MAX, parallelism),
        List.of(
            BiasFunction.COMMANDS, BiasFunction.PLACES, BiasFunction.ALERTS, BiasFunction.REFUSED));
  }

  /** Sends a control record to every subtask, as a broadcast does. */
  static void broadcast(Subtasks<CameraArrival, CameraWindow> subtasks, ControlRecord control)
      throws Exception {
    broadcast(subtasks, CameraSteering.of(control));
  }

  /** Sends a reference place to every subtask. */
  static void broadcast(Subtasks<CameraArrival, CameraWindow> subtasks, PlaceReference reference)
      throws Exception {
    broadcast(subtasks, CameraSteering.of(reference));
  }

  @SuppressWarnings("unchecked")
  private static void broadcast(
      Subtasks<CameraArrival, CameraWindow> subtasks, CameraSteering steering) throws Exception {
    for (int i = 0; i < subtasks.size(); i++) {
      var harness =
          (KeyedBroadcastOperatorTestHarness<?, ?, CameraSteering, ?>) subtasks.get(i).harness();
      harness.processBroadcastElement(steering, Long.MIN_VALUE);
    }
  }

  /** Sets this machine's clock. */
  static void clock(Subtasks<CameraArrival, CameraWindow> subtasks, long time) throws Exception {
    for (int i = 0; i < subtasks.size(); i++) {
      subtasks.get(i).harness().setProcessingTime(time);
    }
  }

  /** A method of {@link BiasPatterns}. */
  interface Definition {
    SingleOutputStreamOperator<Alert> of(BiasPatterns patterns);
  }

  /** The CEP operator that {@link BiasPatterns} builds for a pattern. */
  @SuppressWarnings("unchecked")
  static Operator<CameraSign, Alert> pattern(Definition pattern, String... sets) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    DataStream<CameraSign> unused =
        env.fromData(
            List.of(new CameraSign("", "", 0, 0, 0, 0, 0, 0, 0)),
            TypeInformation.of(CameraSign.class));
    var built =
        (OneInputTransformation<CameraSign, Alert>)
            pattern
                .of(new BiasPatterns(unused, Fixtures.config(sets).patterns()))
                .getTransformation();
    KeySelector<CameraSign, String> key =
        (KeySelector<CameraSign, String>) built.getStateKeySelector();
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<String, CameraSign, Alert>(
                  InstantiationUtil.clone(built.getOperatorFactory()),
                  key,
                  Types.STRING,
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (sign, parallelism) -> {
          try {
            return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key.getKey(sign), MAX, parallelism);
          } catch (Exception e) {
            throw new IllegalStateException("no key for " + sign, e);
          }
        },
        List.of(BiasPatterns.LATE));
  }
}
