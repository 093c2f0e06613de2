package io.flyball.core.control.sim;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.random.Draws;

/**
 * The pixels of an event camera, stepped through time.
 *
 * <p>Each pixel: the intensity I becomes lin-log (I·ln 20/20 up to 20, then ln I); Gaussian noise
 * is added; a low-pass follows whose corner is the bandwidth times (I + 20)/275; a leak lowers the
 * memorised level; the difference to it crosses a threshold and makes an event, whose time is
 * interpolated within the step. The pixel is then blind, and memorises the level at the end of the
 * blind time, as the circuit does. Thresholds differ from pixel to pixel. Because noise enters
 * before the low-pass and crosses the thresholds like the signal, it grows with bandwidth and falls
 * with threshold.
 *
 * <p>Sources: Hu, Liu, Delbruck, "v2e", CVPRW 2021, for the stages; Joubert et al., "Event camera
 * simulator improvements via characterized parameters", 2021, for the blind time. Draws are
 * counter-based, so equal seeds give equal events. Cost: one normal draw and one exponential a
 * pixel and step. A model: what it says of biases is qualitative.
 */
final class PixelArray {
  private static final double LEAST_THETA = 0.01;
  private static final double LINEAR_BELOW = 20;

  private final Geometry geometry;
  private final long seed;
  private final double[] level;
  private final double[] base;
  private final double[] blindUntil;
  private final double[] seen;
  private final double[] thetaOn;
  private final double[] thetaOff;

  /** What the thresholds were worked out for. */
  private PixelSettings known;

  private boolean started;
  private long step;

  PixelArray(Geometry geometry, long seed) {
    this.geometry = geometry;
    this.seed = seed;
    int n = Math.toIntExact(geometry.pixels());
    level = new double[n];
    base = new double[n];
    blindUntil = new double[n];
    seen = new double[n];
    thetaOn = new double[n];
    thetaOff = new double[n];
  }

  /** The lin-log response. */
  static double linLog(double intensity) {
    return intensity <= LINEAR_BELOW
        ? intensity * Math.log(LINEAR_BELOW) / LINEAR_BELOW
        : Math.log(intensity);
  }

  /**
   * Goes from {@code t} to {@code t + dt} seconds and appends the events, pixel after pixel (their
   * times are not in order).
   */
  void step(ViewedScene scene, PixelSettings s, double t, double dt, EventColumns out) {
    scene.fill(geometry, t + dt, seen);
    thresholds(s);
    int pixel = 0;
    for (int y = 0; y < geometry.height(); y++) {
      for (int x = 0; x < geometry.width(); x++, pixel++) {
        double intensity = seen[pixel];
        double target = linLog(intensity);
        if (!started) {
          level[pixel] = target;
          base[pixel] = target;
          blindUntil[pixel] = t;
          continue;
        }
        double corner = s.bandwidthHz() * (intensity + LINEAR_BELOW) / 275;
        double share = 1 - Math.exp(-2 * Math.PI * corner * dt);
        if (s.noise() > 0 && share > 0) {
          double before = s.noise() * Math.sqrt((2 - share) / share);
          target += before * Draws.gaussian(seed, pixel, step);
        }
        double from = level[pixel];
        level[pixel] = from + share * (target - from);
        events(pixel, x, y, s, from, t, dt, out);
      }
    }
    started = true;
    step++;
  }

  private void events(
      int pixel,
      int x,
      int y,
      PixelSettings s,
      double from,
      double t,
      double dt,
      EventColumns out) {
    double on = thetaOn[pixel];
    double off = thetaOff[pixel];
    double slope = (level[pixel] - from) / dt;
    double end = t + dt;
    double now = Math.max(t, blindUntil[pixel]);
    if (s.refractorySeconds() > 0 && blindUntil[pixel] >= t && now < end) {
      base[pixel] = from + slope * (now - t);
    }
    base[pixel] -= s.leakHz() * s.thetaOn() * Math.max(0, end - now);
    while (now < end) {
      double toOn = base[pixel] + on;
      double toOff = base[pixel] - off;
      double here = from + slope * (now - t);
      boolean rises = here >= toOn || level[pixel] >= toOn;
      if (!rises && here > toOff && level[pixel] > toOff) {
        return;
      }
      double crossed = rises ? toOn : toOff;
      boolean already = rises ? here >= toOn : here <= toOff;
      double at = already ? now : Math.min(end, t + (crossed - from) / slope);
      out.add((long) Math.floor(at * 1e6), x, y, rises ? 1 : 0);
      base[pixel] = crossed;
      blindUntil[pixel] = at + s.refractorySeconds();
      if (s.refractorySeconds() > 0) {
        if (blindUntil[pixel] >= end) {
          return;
        }
        base[pixel] = from + slope * (blindUntil[pixel] - t);
      }
      now = blindUntil[pixel];
    }
  }

  private void thresholds(PixelSettings s) {
    if (!s.equals(known)) {
      for (int pixel = 0; pixel < thetaOn.length; pixel++) {
        thetaOn[pixel] = theta(s.thetaOn(), s, pixel, -1);
        thetaOff[pixel] = theta(s.thetaOff(), s, pixel, -2);
      }
      known = s;
    }
  }

  private double theta(double nominal, PixelSettings s, int pixel, long which) {
    return s.mismatch() == 0
        ? nominal
        : Math.max(LEAST_THETA, nominal + s.mismatch() * Draws.gaussian(seed ^ which, pixel, 0));
  }
}
