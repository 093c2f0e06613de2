package io.flyball.tools.camera;

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
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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
 * <p>Either free, as a real camera is: a command takes effect as late as it comes, and what comes
 * out depends on how busy the machine is. Or in lock-step: the model stands still from the end of a
 * window until that window and the command that followed have come back, so that every machine
 * gives the same. What comes out holds in this model.
 */
public final class SimulatedCameraLoop implements AutoCloseable {
  private static final double STEP_SECONDS = 0.02;

  /** How long a window and its command may be on their way in lock-step. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final CameraTopics topics;
  private final String id;
  private final DrivenCamera camera;
  private final double speed;
  private final OptionalLong lockStepUs;
  private final EventColumns events = new EventColumns();

  /** By their ends: one that is measured again, or told again, takes the place of the first. */
  private final NavigableMap<Long, RateWindow> windows = new TreeMap<>();

  private final Set<String> commands = new HashSet<>();
  private String awaited;
  private long written;
  private long publishedUs;
  private long sent;
  private long lost;

  /**
   * @param id the camera's id on the topics
   * @param speed seconds of device time in a second of ours
   * @param lockStepUs length of the job's windows, on its grid, to wait for each; empty to run free
   */
  public SimulatedCameraLoop(
      Broker broker, String id, DrivenCamera camera, double speed, OptionalLong lockStepUs) {
    this.topics = new CameraTopics(broker, id);
    this.id = id;
    this.camera = camera;
    this.speed = speed;
    this.lockStepUs = lockStepUs;
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
      topics.poll(Duration.ZERO, this::obey, this::see);
      if (lockStepUs.isPresent()) {
        awaitAnswer(Math.floorDiv(publishedUs, lockStepUs.getAsLong()) * lockStepUs.getAsLong());
      }
    }
    topics.publish(stamp.last(camera.nowUs(), clock.getAsLong()));
    topics.flush();
    // The last windows are still on their way.
    topics.poll(Duration.ofMillis(500), this::obey, this::see);
    return new Result(
        stamp.count() - lost, lost, sent, commands.size(), written, List.copyOf(windows.values()));
  }

  /** Waits for the window that ends there, and for what followed from it. */
  private void awaitAnswer(long windowEndUs) {
    long since = System.nanoTime();
    while (windowEndUs > 0 && !answered(windowEndUs)) {
      if (System.nanoTime() - since > PATIENCE.toNanos()) {
        throw new UserError(
            String.format(
                    Locale.ROOT,
                    "the window of camera %s that ends at %,d µs has not come back within %d s:"
                        + " does the bias job",
                    id,
                    windowEndUs,
                    PATIENCE.toSeconds())
                + String.format(
                    Locale.ROOT, " run, and with windows of %,d µs?", lockStepUs.getAsLong()));
      }
      topics.poll(Duration.ofMillis(100), this::obey, this::see);
    }
  }

  private boolean answered(long windowEndUs) {
    return !windows.isEmpty()
        && windows.lastKey() >= windowEndUs
        && (awaited == null || commands.contains(awaited));
  }

  private void see(RateWindow window) {
    windows.put(window.getEndUs(), window);
    awaited = window.getCommand() == null ? awaited : window.getCommand();
  }

  private void step(PacketStamp stamp, LongSupplier clock) {
    events.clear();
    long from = camera.nowUs();
    Map<String, Integer> biases = camera.codes().named(List.of(Bias.values()));
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
            from,
            camera.nowUs(),
            words,
            clock.getAsLong(),
            stretch == Stretch.UNDERCOUNTED,
            biases));
    publishedUs = camera.nowUs();
  }

  private void obey(BiasCommand command) {
    if (!commands.add(command.getId())) {
      return;
    }
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
