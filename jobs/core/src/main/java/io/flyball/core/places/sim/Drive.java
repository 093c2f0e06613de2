package io.flyball.core.places.sim;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.control.BiasController;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.sim.PixelSettings;
import io.flyball.core.control.sim.SimulatedCamera;
import io.flyball.core.places.DescriptorOptions;
import io.flyball.core.places.FrameCutter;
import io.flyball.core.places.PlaceFrame;
import io.flyball.core.places.Positions;
import io.flyball.core.places.Traverse;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * One drive of a modelled camera along a modelled corridor, with a bias controller in the loop:
 * what comes out holds in this model.
 *
 * <p>The reference drives at 1 m/s. A query drives at 0.6 to 1.4 m/s and stops once for a second,
 * at a third of the route. The controller sees the rate that a sensor of its size would have: the
 * events of the modelled pixels times the ratio of the areas.
 */
public final class Drive {
  /** Step of time of the pixel model, s: its low-pass is exact for any. */
  private static final double STEP = 0.002;

  private static final double SKIP_S = 1;
  private static final double READOUT = 12e6;
  private static final double MISMATCH = 0.03;
  private static final double LEAK_HZ = 0.1;
  private static final SensorProfile SENSOR = SensorProfile.named("davis346");
  private static final DescriptorOptions DESCRIPTOR =
      new DescriptorOptions(false, true, true, 4, false);

  private Drive() {}

  /**
   * What a drive gave.
   *
   * @param traverse its places
   * @param rate mean event rate, scaled to the sensor, events/s
   * @param inBand share of the windows inside the band of the sensor
   */
  public record Result(Traverse traverse, double rate, double inBand) {}

  /** Positions at each step of time until the end of the route. */
  private static double[] path(long seed, double metres, boolean query) {
    List<Double> path = new ArrayList<>();
    double s = 0;
    double stopAt = metres / 3;
    double stopped = 0;
    while (s < metres) {
      path.add(s);
      if (query && s >= stopAt && stopped < 1) {
        stopped += STEP;
        continue;
      }
      double v = query ? 0.6 + 0.8 * Corridor.texture(seed + 1, s / 5, 0) : 1;
      s += v * STEP;
    }
    return path.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Drives.
   *
   * @param seed of the query's speed; {@code noiseSeed} of the pixels
   * @param query whether it drives as a query does
   */
  public static Result run(
      Corridor corridor,
      double metres,
      Light light,
      ControlMode mode,
      boolean query,
      long seed,
      long noiseSeed) {
    double[] path = path(seed, metres, query);
    DoubleUnaryOperator at =
        t -> path[(int) Math.max(0, Math.min(path.length - 1, Math.round(t / STEP)))];
    PixelSettings settings =
        new PixelSettings(0.2, 0.2, MISMATCH, 300, 0.5e-3, LEAK_HZ, light.noise());
    SimulatedCamera camera =
        new SimulatedCamera(
            SENSOR,
            Corridor.PIXELS,
            corridor.seen(light.brightness(), at),
            settings,
            READOUT,
            noiseSeed,
            STEP);
    BiasController controller = mode.controller(SENSOR);
    double ratio = SENSOR.geometry().pixels() / (double) Corridor.PIXELS.pixels();
    GridWindows windows = new GridWindows(300_000);
    FrameCutter cutter = FrameCutter.byTime(Corridor.PIXELS, FrameCutter.PUBLISHED_US);
    List<PlaceFrame> frames = new ArrayList<>();
    EventColumns events = new EventColumns();
    List<RateWindow> closed = new ArrayList<>();
    double rates = 0;
    int inside = 0;
    int measured = 0;
    double admitted = 1;
    long draws = 0;
    int steps = (int) (path.length * STEP / 0.02);
    for (int k = 0; k < steps; k++) {
      events.clear();
      camera.advance(0.02, events);
      windows.add(events, closed::add);
      windows.closeUntil(camera.nowUs(), closed::add);
      draws = admit(events, admitted, noiseSeed, draws);
      cutter.add(events, f -> frames.add(PlaceFrame.of(f, DESCRIPTOR)));
      for (RateWindow w : closed) {
        double rate = w.rate() * ratio;
        camera.write(
            controller.onWindow(
                rate,
                Math.round(w.on() * ratio),
                Math.round(w.off() * ratio),
                w.endUs(),
                w.undercounted()));
        double kept = controller.admitted(rate);
        admitted = rate > 0 ? kept / rate : 1;
        rates += kept;
        inside += SENSOR.law().inBand(kept) ? 1 : 0;
        measured++;
      }
      closed.clear();
    }
    return new Result(
        places(frames, at), rates / Math.max(1, measured), inside / (double) Math.max(1, measured));
  }

  /** Drops events by chance until a share is left, as a sensor that limits its rate does. */
  private static long admit(EventColumns c, double share, long seed, long draws) {
    if (share >= 1) {
      return draws;
    }
    int kept = 0;
    for (int i = 0; i < c.size(); i++) {
      if (Draws.uniform(seed, 77, draws + i) < share) {
        c.times()[kept] = c.t(i);
        c.columns()[kept] = c.columns()[i];
        c.rows()[kept] = c.rows()[i];
        c.polarities()[kept] = c.polarities()[i];
        kept++;
      }
    }
    long next = draws + c.size();
    c.resize(kept);
    return next;
  }

  private static Traverse places(List<PlaceFrame> frames, DoubleUnaryOperator at) {
    Positions positions =
        Positions.along(
            frames.stream()
                .mapToDouble(f -> at.applyAsDouble((f.startUs() + f.endUs()) / 2e6))
                .toArray());
    return Traverse.of(frames, positions, Math.round(SKIP_S * 1e6));
  }
}
