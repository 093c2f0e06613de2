package io.flyball.core.control.sim;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.BiasCodes;
import io.flyball.core.control.BiasWrite;
import io.flyball.core.control.SensorProfile;
import java.util.Arrays;
import java.util.List;

/**
 * A camera to control: pixels that see a moving scene, biases that can be written, and a readout
 * that drops what it cannot carry.
 *
 * <pre>{@code
 * camera.advance(0.01, events);     // in order of time, coordinates inside the sensor
 * camera.write(controller.onWindow(…));
 * }</pre>
 */
public final class SimulatedCamera {
  /** The usual step of time, s. */
  public static final double USUAL_STEP = 0.5e-3;

  private final SensorProfile profile;
  private final Geometry geometry;
  private final PixelArray pixels;
  private final double readoutRate;
  private final double step;
  private final EventColumns scratch = new EventColumns();
  private ViewedScene scene;
  private PixelSettings settings;
  private BiasCodes codes;
  private long steps;
  private long dropped;

  /**
   * @param profile a sensor whose physics is known
   * @param geometry the pixels to simulate, which may be fewer than the sensor has
   * @param readoutRate most events per second that leave the camera
   */
  public SimulatedCamera(
      SensorProfile profile,
      Geometry geometry,
      ViewedScene scene,
      PixelSettings settings,
      double readoutRate,
      long seed) {
    this(profile, geometry, scene, settings, readoutRate, seed, USUAL_STEP);
  }

  /** A camera whose pixels are stepped through time in steps of another length, in seconds. */
  public SimulatedCamera(
      SensorProfile profile,
      Geometry geometry,
      ViewedScene scene,
      PixelSettings settings,
      double readoutRate,
      long seed,
      double step) {
    if (profile.physics().isEmpty()) {
      throw new IllegalArgumentException(
          "The pixel model needs known physics, which " + profile.name() + " lacks.");
    }
    this.profile = profile;
    this.geometry = geometry;
    this.scene = scene;
    this.settings = settings;
    this.readoutRate = readoutRate;
    this.step = step;
    this.codes = profile.start();
    this.pixels = new PixelArray(geometry, seed);
  }

  /** Sets biases; a bias in the codes of the camera's profile. */
  public void write(List<BiasWrite> writes) {
    for (BiasWrite w : writes) {
      codes = codes.with(w.bias(), w.code());
    }
  }

  /** Changes what the camera looks at. */
  public void look(ViewedScene other) {
    scene = other;
  }

  public BiasCodes codes() {
    return codes;
  }

  public Geometry geometry() {
    return geometry;
  }

  /** Device time in µs. */
  public long nowUs() {
    return Math.round(steps * step * 1e6);
  }

  /** Events that the readout lost so far. */
  public long dropped() {
    return dropped;
  }

  /**
   * Lets time pass, step by step, and appends the events in the order of time.
   *
   * @return whether the readout lost events in this stretch
   */
  public boolean advance(double seconds, EventColumns out) {
    long before = dropped;
    PixelSettings biased = settings.biased(profile.physical(codes).orElseThrow());
    long end = steps + Math.round(seconds / step);
    int most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, readoutRate * step));
    for (; steps < end; steps++) {
      scratch.clear();
      pixels.step(scene, biased, steps * step, step, scratch);
      append(scratch, most, out);
    }
    return dropped > before;
  }

  private void append(EventColumns stepped, int most, EventColumns out) {
    long[] order = new long[stepped.size()];
    long start = nowUs();
    for (int i = 0; i < order.length; i++) {
      // Time first, then the pixel's turn: one sort of primitives gives both.
      order[i] = (Math.max(start, stepped.t(i)) - start) << 32 | i;
    }
    Arrays.sort(order);
    int kept = Math.min(order.length, most);
    dropped += order.length - kept;
    for (int k = 0; k < kept; k++) {
      int i = (int) order[k];
      out.add(Math.max(start, stepped.t(i)), stepped.x(i), stepped.y(i), stepped.p(i));
    }
  }
}
