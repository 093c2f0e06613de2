package io.flyball.local.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.camera.packet.PacketStamp;
import io.flyball.core.control.Bias;
import io.flyball.core.control.BiasWrite;
import io.flyball.core.control.sim.DrivenCamera;
import io.flyball.core.control.sim.DrivenCamera.Stretch;
import io.flyball.schemas.BandSide;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.RateWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A modelled camera whose loop closes through Kafka, as a real one's would: it publishes
 * camera.packets, the bias job decides, and it does what camera.commands say.
 *
 * <pre>
 *   camera ─► camera.packets ─► bias job ─► camera.commands ─► camera
 * </pre>
 *
 * <p>Real time, so that a command takes effect as late as it does on a real camera; what comes out
 * depends on how busy the machine is, and holds in this model.
 */
public final class SimulatedCameraLoop implements AutoCloseable {
  private static final double STEP_SECONDS = 0.02;

  private final CameraTopics topics;
  private final String id;
  private final DrivenCamera camera;
  private final double speed;
  private final EventColumns events = new EventColumns();
  private final List<RateWindow> windows = new ArrayList<>();
  private long commands;
  private long written;
  private long sent;
  private long lost;

  /**
   * @param id the camera's id on the topics
   * @param speed seconds of device time in a second of ours
   */
  public SimulatedCameraLoop(String bootstrap, String id, DrivenCamera camera, double speed) {
    this.topics = new CameraTopics(bootstrap, id);
    this.id = id;
    this.camera = camera;
    this.speed = speed;
  }

  /**
   * What the loop did.
   *
   * @param packets published
   * @param lostPackets left out, as the model loses them
   * @param commands received, each of one or more settings
   * @param settings biases set
   * @param windows as the job measured them
   */
  public record Result(
      long packets,
      long lostPackets,
      long events,
      long commands,
      long settings,
      List<RateWindow> windows) {

    /** Share of the windows inside the band; NaN without any. */
    public double inBand() {
      return share(0);
    }

    /** The same without the windows of the first seconds, in which the loop has to get there. */
    public double inBandAfter(double seconds) {
      return share(Math.round(seconds * 1e6));
    }

    private double share(long fromUs) {
      List<RateWindow> counted = windows.stream().filter(w -> w.getStartUs() >= fromUs).toList();
      return counted.stream().filter(w -> w.getSide() == BandSide.INSIDE).count()
          / (double) counted.size();
    }

    /** Device time at which the first window inside the band ends, s; NaN when none does. */
    public double secondsToBand() {
      return windows.stream()
          .filter(w -> w.getSide() == BandSide.INSIDE)
          .mapToDouble(w -> w.getEndUs() / 1e6)
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  /**
   * Runs for some device time.
   *
   * @param goOn asked before each step
   * @param clock epoch ms
   */
  public Result run(double seconds, BooleanSupplier goOn, LongSupplier clock) {
    PacketStamp stamp =
        new PacketStamp(
            id, camera.sensor(), camera.geometry(), SensorEncoding.EVT2, clock.getAsLong());
    Pace pace = new Pace(speed, System::nanoTime);
    long endUs = camera.nowUs() + Math.round(seconds * 1e6);
    pace.await(camera.nowUs());
    while (camera.nowUs() < endUs && goOn.getAsBoolean()) {
      step(stamp, clock);
      pace.await(camera.nowUs());
      topics.poll(Duration.ZERO, this::obey, windows::add);
    }
    topics.flush();
    // The last windows are still on their way.
    topics.poll(Duration.ofMillis(500), this::obey, windows::add);
    return new Result(stamp.count() - lost, lost, sent, commands, written, List.copyOf(windows));
  }

  private void step(PacketStamp stamp, LongSupplier clock) {
    events.clear();
    long from = camera.nowUs();
    Stretch stretch = camera.advance(STEP_SECONDS, events);
    if (stretch == Stretch.LOST) {
      stamp.skip();
      lost++;
      return;
    }
    byte[] words = PacketEncoder.encode(events, from, SensorEncoding.EVT2);
    sent += events.size();
    topics.publish(
        stamp.next(
            from, camera.nowUs(), words, clock.getAsLong(), stretch == Stretch.UNDERCOUNTED));
  }

  private void obey(BiasCommand command) {
    commands++;
    List<BiasWrite> writes =
        command.getSettings().stream()
            .map(
                s ->
                    new BiasWrite(
                        Bias.valueOf(s.getBias()), s.getCode(), BiasWrite.Why.valueOf(s.getWhy())))
            .toList();
    written += writes.size();
    camera.write(writes);
  }

  @Override
  public void close() {
    topics.close();
  }
}
