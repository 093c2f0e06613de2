package io.flyball.local.run;

import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.sim.PlantCamera;
import io.flyball.core.control.sim.RatePlant;
import io.flyball.jobs.bias.SteeringConfig;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.CameraTopics;
import io.flyball.tools.camera.RecordingPackets;
import io.flyball.tools.camera.SimulatedCameraLoop;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The cameras of a run: a recording is published, and a modelled camera closes its loop through
 * Kafka, in lock-step with the job unless its windows are cut by their events.
 */
final class CameraFeed {
  static final String RECORDED = "recorded";
  static final String MODELLED = "modelled";

  private static final int PACKET_BYTES = 128 << 10;
  private static final long SEED = 1;

  private final Broker broker;
  private final Path recording;
  private final SteeringConfig control;

  CameraFeed(String bootstrap, Path recording, SteeringConfig control) {
    this.broker = Broker.started(bootstrap);
    this.recording = recording;
    this.control = control;
  }

  /** Publishes the recording and drives the model for some device time. */
  void play(double seconds, Progress progress) {
    try (CameraTopics topics = new CameraTopics(broker, RECORDED);
        RecordingPackets packets =
            new RecordingPackets(
                recording,
                RecordingOptions.DEFAULT,
                RECORDED,
                null,
                PACKET_BYTES,
                System::currentTimeMillis,
                note -> {})) {
      for (EventPacket packet = packets.next(); packet != null; packet = packets.next()) {
        topics.publish(packet);
      }
      topics.flush();
    } catch (IOException e) {
      throw new UserError("cannot read the recording " + recording + ": " + e.getMessage(), e);
    }
    PlantCamera camera = new PlantCamera(RatePlant.CLIFF, SEED);
    boolean onGrid = !control.referenceWindows();
    double speed = onGrid ? Double.POSITIVE_INFINITY : 1;
    OptionalLong lockStepUs =
        onGrid ? OptionalLong.of(control.window().toNanos() / 1000) : OptionalLong.empty();
    try (SimulatedCameraLoop loop =
        new SimulatedCameraLoop(broker, MODELLED, camera, speed, lockStepUs)) {
      loop.run(
          seconds,
          () -> {
            progress.update(camera.nowUs() / 1000);
            return !Thread.currentThread().isInterrupted();
          },
          System::currentTimeMillis);
    }
  }
}
