package io.flyball.core.control;

import java.util.ArrayList;
import java.util.List;

/**
 * The fixed-step controllers of jAER: one actuator, moved by a small tweak in [−1, 1] when the rate
 * leaves its bounds with hysteresis, at most once per 300 ms.
 *
 * <p>A tweak v multiplies currents: thresholds by 10^v (OFF by its inverse), bandwidth by 30^v,
 * refractory by 8^v above 0 and 100^v below. Source: Delbruck, Graça, Paluch, "Feedback control of
 * event cameras", CVPRW 2021, and jAER's DVSBiasController 1.9.5. Here the coarse codes stay, so
 * {@link ClampedController} cuts a current beyond the fine code's limits.
 */
final class Tweak implements BiasController {
  private static final double HYSTERESIS = 1.3;
  private static final double STEP = 0.01;
  private static final long MIN_INTERVAL_US = 300_000;
  private static final int UNKNOWN = 2;

  /** What is tweaked. */
  enum Goal {
    BOUND_THRESHOLD,
    LIMIT_REFRACTORY,
    BANDWIDTH
  }

  private final Goal goal;
  private final FastLaw band;
  private final BiasCodes start;
  private final ControllerState s;

  Tweak(Goal goal, ControlParameters p, SensorProfile profile, ControllerState state) {
    this.goal = goal;
    this.band = p.law();
    this.start = profile.start();
    this.s = state;
  }

  @Override
  public ControllerState state() {
    return s;
  }

  @Override
  public List<BiasWrite> onWindow(double rate, long on, long off, long endUs, boolean undercount) {
    BiasController.check(rate);
    s.level = level(rate);
    boolean early = s.lastActionUs != Long.MIN_VALUE && endUs - s.lastActionUs < MIN_INTERVAL_US;
    double next = early ? s.tweak : Math.max(-1, Math.min(1, s.tweak + STEP * direction()));
    if (next == s.tweak) {
      return List.of();
    }
    s.tweak = next;
    s.lastActionUs = endUs;
    List<BiasWrite> writes = new ArrayList<>();
    switch (goal) {
      case BOUND_THRESHOLD -> {
        set(Bias.ON, start.on() * Math.pow(10, next), writes);
        set(Bias.OFF, start.off() / Math.pow(10, next), writes);
      }
      case LIMIT_REFRACTORY ->
          set(Bias.REFRACTORY, start.refractory() * Math.pow(next > 0 ? 8 : 100, next), writes);
      case BANDWIDTH -> {
        set(Bias.PHOTORECEPTOR, start.photoreceptor() * Math.pow(30, next), writes);
        set(Bias.FOLLOWER, start.follower() * Math.pow(30, next), writes);
      }
    }
    return writes;
  }

  private int level(double r) {
    return switch (s.level) {
      case UNKNOWN -> band.side(r);
      case -1 -> r > band.rateLow() * HYSTERESIS ? 0 : -1;
      case 1 -> r < band.rateHigh() / HYSTERESIS ? 0 : 1;
      default -> r < band.rateLow() / HYSTERESIS ? -1 : r > band.rateHigh() * HYSTERESIS ? 1 : 0;
    };
  }

  private int direction() {
    return switch (goal) {
      case BOUND_THRESHOLD -> s.level;
      case BANDWIDTH -> -s.level;
      case LIMIT_REFRACTORY -> s.level == 1 ? -1 : s.tweak < 0 ? 1 : 0;
    };
  }

  private void set(Bias bias, double code, List<BiasWrite> writes) {
    int rounded = (int) Math.round(code);
    if (rounded != s.codes.get(bias)) {
      s.codes = s.codes.with(bias, rounded);
      writes.add(new BiasWrite(bias, rounded, BiasWrite.Why.TWEAK));
    }
  }
}
