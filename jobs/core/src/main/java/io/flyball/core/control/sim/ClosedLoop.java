package io.flyball.core.control.sim;

import io.flyball.core.control.Bias;
import io.flyball.core.control.BiasController;
import io.flyball.core.control.BiasWrite;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.ControlParameters;
import io.flyball.core.control.ControllerState;
import io.flyball.core.control.FastLaw;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a controller against a rate-level plant and measures how well it holds the band.
 *
 * <p>Each window is made of 10 ms packets with counting noise; a slow write multiplies the noise by
 * 50, decaying with 30 ms. Equal seeds give equal runs.
 */
public final class ClosedLoop {
  private static final int PACKETS = 30;
  private static final double PACKET_SECONDS = 0.01;
  private static final double BURST = 50;
  private static final double BURST_DECAY_SECONDS = 0.03;

  private ClosedLoop() {}

  /**
   * One window of a run.
   *
   * @param rate the measured rate that leaves the camera
   * @param refractory the code that was in force in it
   * @param writes what the controller wrote at its end
   */
  public record Window(
      double endSeconds,
      double rate,
      boolean undercounted,
      int refractory,
      List<BiasWrite> writes) {}

  /**
   * A run and its measures.
   *
   * @param inBand share of windows inside the band
   * @param secondsToBand end of the first window inside the band; NaN if there is none
   * @param overshoot largest rate over the band's upper end
   * @param writesPerMinute bias writes
   * @param reversals changes from one refractory rail to the other
   */
  public record Result(
      List<Window> windows,
      double inBand,
      double secondsToBand,
      double overshoot,
      double writesPerMinute,
      int reversals,
      ControllerState end) {}

  /** Runs a mode with its defaults. */
  public static Result run(RatePlant plant, ControlMode mode, double seconds, long seed) {
    return run(plant, mode, mode.defaults(plant.profile()), seconds, seed);
  }

  /** Runs a mode with given parameters. */
  public static Result run(
      RatePlant plant, ControlMode mode, ControlParameters p, double seconds, long seed) {
    SensorProfile profile = plant.profile();
    BiasController c = mode.controller(profile, p, new ControllerState(profile.start()));
    List<Window> windows = new ArrayList<>();
    double slowAt = Double.NEGATIVE_INFINITY;
    int total = (int) (seconds / (PACKETS * PACKET_SECONDS));
    for (int w = 0; w < total; w++) {
      long counted = 0;
      boolean lost = false;
      for (int k = 0; k < PACKETS; k++) {
        int packet = w * PACKETS + k;
        double t = packet * PACKET_SECONDS;
        double burst = 1 + (BURST - 1) * Math.exp(-(t - slowAt) / BURST_DECAY_SECONDS);
        double mean = plant.rate(profile, c.state().codes, t, burst) * PACKET_SECONDS;
        if (Draws.uniform(seed, 1, packet) < plant.lossShare()) {
          lost = true;
        } else {
          counted +=
              Math.max(0, Math.round(mean + Math.sqrt(mean) * Draws.gaussian(seed, 2, packet)));
        }
      }
      double rate = counted / (PACKETS * PACKET_SECONDS);
      double end = (w + 1) * PACKETS * PACKET_SECONDS;
      int refractory = c.state().codes.refractory();
      List<BiasWrite> writes =
          c.onWindow(rate, counted / 2, counted - counted / 2, Math.round(end * 1e6), lost);
      if (writes.stream().anyMatch(b -> b.bias() != Bias.REFRACTORY)) {
        slowAt = end;
      }
      windows.add(new Window(end, c.admitted(rate), lost, refractory, writes));
    }
    return measure(windows, p.law(), c.state());
  }

  private static Result measure(List<Window> windows, FastLaw law, ControllerState end) {
    int inBand = 0;
    long writes = 0;
    int reversals = 0;
    int lastRail = 0;
    double first = Double.NaN;
    double most = 0;
    for (Window w : windows) {
      if (law.inBand(w.rate)) {
        inBand++;
        first = Double.isNaN(first) ? w.endSeconds : first;
      }
      most = Math.max(most, w.rate);
      writes += w.writes.size();
      int rail = w.refractory <= law.codeMin() ? -1 : w.refractory >= law.codeMax() ? 1 : 0;
      if (rail != 0) {
        reversals += lastRail == -rail ? 1 : 0;
        lastRail = rail;
      }
    }
    double minutes = windows.isEmpty() ? 1 : windows.get(windows.size() - 1).endSeconds / 60;
    return new Result(
        List.copyOf(windows),
        windows.isEmpty() ? 0 : inBand / (double) windows.size(),
        first,
        most / law.rateHigh(),
        writes / minutes,
        reversals,
        end);
  }
}
