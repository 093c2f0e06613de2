package io.flyball.jobs.bias;

import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.SensorProfiles;
import io.flyball.core.places.CameraPlace;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.jobs.runtime.offline.OfflineLog;
import io.flyball.jobs.runtime.offline.OfflineLog.Records;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.RateWindow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bias job between Kafka topics: {@code flink run -c io.flyball.jobs.bias.BiasJob}. */
public final class BiasJob {
  private BiasJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, BiasTopology.JOB, BiasJob::build);
  }

  /**
   * Puts the job between its real sources and sinks. Commands, windows and places go out at once,
   * at least once, whatever the guarantee of the others: a command that waits for a checkpoint is
   * too late for its camera, and setting a code twice does no harm.
   */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BiasConfig bias = config.bias();
    JobSources sources = new JobSources(config.kafka(), BiasTopology.JOB);
    List<String> topics = new ArrayList<>(List.of(bias.packetsTopic()));
    bias.ratesTopic().ifPresent(topics::add);
    DataStream<CameraInput> input =
        sources.data(
            env,
            topics,
            new BiasDecoder(bias),
            CameraInput.class,
            BiasTopology.eventTime(),
            BiasUids.SOURCE,
            "Packets");
    if (bias.places().enabled()) {
      input =
          input.union(
              sources.aside(
                  env,
                  bias.places().referencesTopic(),
                  "references",
                  new BiasDecoder(bias),
                  CameraInput.class,
                  BiasUids.REFERENCE_SOURCE));
    }
    DataStream<ControlRecord> control = sources.control(env, BiasUids.CONTROL_SOURCE);

    SensorProfiles sensors = bias.sensors();
    BiasStreams out = BiasTopology.define(input, control, bias);

    JobSinks atOnce = new JobSinks(config.kafka().atLeastOnce(), BiasTopology.JOB);
    atOnce.write(
        out.commands(),
        bias.commandsTopic(),
        BiasCommand.class,
        command -> BiasMapping.toAvro(sensors, command),
        CameraCommand::camera,
        BiasUids.COMMAND_SINK,
        "Commands");
    atOnce.write(
        out.windows(),
        bias.windowsTopic(),
        RateWindow.class,
        window -> BiasMapping.toAvro(sensors, window),
        CameraWindow::camera,
        BiasUids.WINDOW_SINK,
        "Windows");
    if (bias.places().enabled()) {
      atOnce.write(
          out.places(),
          bias.places().topic(),
          io.flyball.schemas.CameraPlace.class,
          BiasMapping::toAvro,
          CameraPlace::camera,
          BiasUids.PLACE_SINK,
          "Places");
    }
    JobSinks sinks = new JobSinks(config.kafka(), BiasTopology.JOB);
    sinks.alerts(out.alerts(), BiasUids.ALERT_SINK);
    sinks.deadLetters(out.deadLetters(), BiasUids.DEAD_LETTER_SINK);
    OfflineLog offline = new OfflineLog(config.offline(), BiasTopology.JOB);
    offline.add(
        out.commands(),
        new Records<>(
            "commands",
            BiasCommand.class,
            command -> BiasMapping.toAvro(sensors, command),
            command -> command.timeMs()),
        BiasUids.OFFLINE_COMMANDS);
    offline.add(
        out.windows(),
        new Records<>(
            "windows",
            RateWindow.class,
            window -> BiasMapping.toAvro(sensors, window),
            window -> window.timeMs()),
        BiasUids.OFFLINE_WINDOWS);
  }
}
