package io.flyball.core.control;

import java.util.List;

/** The controllers that can be run side by side. The names are public: configurations name them. */
public enum ControlMode {
  /** Never writes. */
  CONSTANT,
  /** The published fast law alone. */
  FAST_ONLY,
  /** The published slow law alone. */
  SLOW_ONLY,
  /** The published law. */
  FAST_AND_SLOW,
  /** The published law with its repairs. */
  FAST_AND_SLOW_SAFE,
  /** jAER: thresholds bound the rate. */
  JAER_BOUND_THRESHOLD,
  /** jAER: the refractory period limits the rate. */
  JAER_LIMIT_REFRACTORY,
  /** jAER: bandwidth follows the rate. */
  JAER_BANDWIDTH,
  /** Prophesee's event rate controller: drops what exceeds the band, writes nothing. */
  ERC_DROP,
  /** eventcv's ladder. */
  EVENT_CV_LADDER;

  /** The parameters a mode is meant to run with on a sensor. */
  public ControlParameters defaults(SensorProfile profile) {
    ControlParameters repaired = ControlParameters.repaired(profile);
    return switch (this) {
      case FAST_AND_SLOW_SAFE -> repaired;
      case EVENT_CV_LADDER -> repaired.with(d -> d.slowRatio = 1);
      default -> ControlParameters.asPublished(profile);
    };
  }

  /** Whether the mode ever sets a bias. */
  public boolean writes() {
    return this != CONSTANT && this != ERC_DROP;
  }

  /** A controller that begins with the profile's codes. */
  public BiasController controller(SensorProfile profile) {
    return controller(profile, defaults(profile), new ControllerState(profile.start()));
  }

  /**
   * A controller that goes on from a state, which it owns from then on. No code that it writes lies
   * outside the profile's limits.
   */
  public BiasController controller(
      SensorProfile profile, ControlParameters p, ControllerState state) {
    BiasController decider = decider(profile, p, state);
    return writes() ? new ClampedController(decider, profile) : decider;
  }

  private BiasController decider(
      SensorProfile profile, ControlParameters p, ControllerState state) {
    return switch (this) {
      case CONSTANT -> new Passive(state, Double.POSITIVE_INFINITY);
      case ERC_DROP -> new Passive(state, p.law().rateHigh());
      case FAST_ONLY -> new FastAndSlow(p, true, false, state);
      case SLOW_ONLY -> new FastAndSlow(p, false, true, state);
      case FAST_AND_SLOW -> new FastAndSlow(p, true, true, state);
      case FAST_AND_SLOW_SAFE -> new RepairedFastAndSlow(p, profile, state);
      case JAER_BOUND_THRESHOLD -> new Tweak(Tweak.Goal.BOUND_THRESHOLD, p, profile, state);
      case JAER_LIMIT_REFRACTORY -> new Tweak(Tweak.Goal.LIMIT_REFRACTORY, p, profile, state);
      case JAER_BANDWIDTH -> new Tweak(Tweak.Goal.BANDWIDTH, p, profile, state);
      case EVENT_CV_LADDER -> new EventCvLadder(p, profile, state);
    };
  }

  /** Writes nothing; may drop what exceeds a rate. */
  private record Passive(ControllerState state, double limit) implements BiasController {
    @Override
    public List<BiasWrite> onWindow(
        double rate, long on, long off, long endUs, boolean undercount) {
      BiasController.check(rate);
      return List.of();
    }

    @Override
    public double admitted(double rate) {
      return Math.min(rate, limit);
    }
  }
}
