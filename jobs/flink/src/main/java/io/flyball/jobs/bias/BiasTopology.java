package io.flyball.jobs.bias;

import io.flyball.core.control.CameraWindow;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRefusals;
import io.flyball.jobs.runtime.UnknownFieldFunction;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The bias job without its ends.
 *
 * <pre>
 *                        control
 *                           │ broadcast
 *   packets ─► admit ─► by camera: control ─► windows ─► signs ─► patterns ─► alerts
 *   references   │          ├► commands
 *   (broadcast)  │          └► places
 *                └► dead letters
 * </pre>
 */
public final class BiasTopology {
  /** Name of the job in metrics, alerts and dead letters, and its target on the control stream. */
  public static final String JOB = "bias";

  private BiasTopology() {}

  /**
   * How a source must stamp its records: by their arrival at the broker, in whose order each
   * partition is; a refused one does not move event time.
   */
  public static WatermarkStrategy<CameraInput> eventTime() {
    return WatermarkStrategy.<CameraInput>forMonotonousTimestamps()
        .withTimestampAssigner(
            (in, kafkaTime) -> in.refusal() == null ? in.raw().ingestTime() : Long.MIN_VALUE);
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input packets, rates and reference places, stamped by {@link #eventTime}
   * @param control control updates, stamped so that they never hold back event time
   */
  public static BiasStreams define(
      DataStream<CameraInput> input, DataStream<ControlRecord> control, BiasConfig config) {
    SingleOutputStreamOperator<CameraArrival> admitted =
        input
            .process(new AdmitFunction())
            // A camera's packets must not overtake each other on the way to its key.
            .setParallelism(input.getParallelism())
            .uid(BiasUids.ADMISSION)
            .name("Admit");
    SingleOutputStreamOperator<CameraWindow> windows =
        admitted
            .keyBy(CameraArrival::camera, Types.STRING)
            .connect(
                control
                    .map(CameraSteering::of)
                    .returns(CameraSteering.class)
                    .setParallelism(control.getParallelism())
                    .uid(BiasUids.STEERING)
                    .name("Steering")
                    .union(admitted.getSideOutput(AdmitFunction.REFERENCES))
                    .broadcast(BiasFunction.CONTROL, KnownPlaces.REFERENCES))
            .process(new BiasFunction(config))
            .uid(BiasUids.CONTROL)
            .name("Control");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(BiasUids.CONTROL_REFUSALS)
            .name("Refused control");
    return new BiasStreams(
        windows.getSideOutput(BiasFunction.COMMANDS),
        windows,
        windows.getSideOutput(BiasFunction.PLACES),
        alerts(windows, config.patterns())
            .union(
                UnknownFieldFunction.alerts(
                    JOB,
                    BiasUids.UNKNOWN_FIELDS,
                    admitted
                        .getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        admitted
            .getSideOutput(AdmitFunction.REFUSED)
            .union(windows.getSideOutput(BiasFunction.REFUSED), badControl));
  }

  private static DataStream<Alert> alerts(
      SingleOutputStreamOperator<CameraWindow> windows, BiasPatternConfig config) {
    DataStream<CameraSign> signs =
        windows
            .map(CameraSign::of)
            .returns(CameraSign.class)
            .uid(BiasUids.SIGNS)
            .name("Signs")
            .transform(
                "Pattern time",
                TypeInformation.of(CameraSign.class),
                new PatternTime(config.outOfOrderness().toMillis()))
            .uid(BiasUids.PATTERN_TIME);
    BiasPatterns patterns = new BiasPatterns(signs, config);
    DataStream<Alert> found =
        patterns
            .pinned()
            .union(
                patterns.hunting(), patterns.silent(), patterns.flooding(), patterns.packetLoss());
    return found.union(patterns.countLate(), windows.getSideOutput(BiasFunction.ALERTS));
  }
}
