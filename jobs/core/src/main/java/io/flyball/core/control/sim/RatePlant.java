package io.flyball.core.control.sim;

import io.flyball.core.control.Bias;
import io.flyball.core.control.BiasCodes;
import io.flyball.core.control.BiasPhysics;
import io.flyball.core.control.SensorProfile;

/**
 * Seven cameras reduced to an event rate as a function of bias codes and time, for fast closed-loop
 * tests. What a controller does on them it does <em>in this model</em>.
 */
public enum RatePlant {
  /** The physical formulas on a steady scene. */
  SMOOTH("davis346"),
  /**
   * The refractory does nothing below rung 1070 and everything within the next 14: what eventcv
   * measured on a DAVIS346.
   */
  CLIFF("davis346-ladder"),
  /** The rates eventcv measured on an EVK4. */
  EVK4("evk4"),
  /** The light falls to a hundredth at 15 s and comes back at 30 s. */
  LIGHT_STEP("davis346"),
  /** Nothing moves from 15 s to 30 s: no events at all. */
  MOTION_STOP("davis346"),
  /** A lamp flickers at 100 Hz on a third of the pixels. */
  FLICKER("davis346"),
  /** One packet in twenty is lost. */
  PACKET_LOSS("davis346");

  /** Readout limit of a DAVIS346, ev/s. */
  static final double READOUT = 12e6;

  private static final double CHANGE_AT = 15;
  private static final double CHANGE_BACK_AT = 30;

  /**
   * Blind time at the shortest code: scaled so that the code range matters, as it does on silicon.
   */
  private static final double SHORTEST_DEAD = 0.5e-3;

  private static final double[] EVK4_CODE = {0, 40, 100, 160, 235};
  private static final double[] EVK4_RATE = {176e3, 450e3, 450e3, 2.1e6, 6.9e6};

  private final String profileName;

  RatePlant(String profileName) {
    this.profileName = profileName;
  }

  /** The sensor it stands for. */
  public SensorProfile profile() {
    return SensorProfile.named(profileName);
  }

  /** Share of packets that are lost. */
  double lossShare() {
    return this == PACKET_LOSS ? 0.05 : 0;
  }

  Scene scene(double seconds) {
    boolean changed = seconds >= CHANGE_AT && seconds < CHANGE_BACK_AT;
    return switch (this) {
      case LIGHT_STEP -> changed ? Scene.DAY.dark() : Scene.DAY;
      case MOTION_STOP -> changed ? Scene.DAY.still() : Scene.DAY;
      case FLICKER -> Scene.DAY.flickering();
      default -> Scene.DAY;
    };
  }

  /**
   * Events per second.
   *
   * @param burst factor on the noise after a slow change, 1 when settled
   */
  double rate(SensorProfile profile, BiasCodes codes, double seconds, double burst) {
    return switch (this) {
      case EVK4 -> evk4(profile, codes) * (1 + 0.05 * (burst - 1));
      case CLIFF -> {
        double open = Math.max(0, Math.min(1, (codes.refractory() - 1070) / 14.0));
        double sensitivity =
            smooth(profile, codes.with(Bias.REFRACTORY, 1084), Scene.DAY, burst)
                / smooth(profile, profile.start().with(Bias.REFRACTORY, 1084), Scene.DAY, 1);
        yield Math.min(READOUT, 8e3 * Math.pow(10, 3 * open) * sensitivity);
      }
      default -> smooth(profile, codes, scene(seconds), burst);
    };
  }

  private static double smooth(SensorProfile profile, BiasCodes codes, Scene scene, double burst) {
    BiasPhysics.Physical p = profile.physical(codes).orElseThrow();
    double fine = 4 + 53 * profile.authority(codes);
    PixelPopulation pixels = new PixelPopulation(profile.geometry().pixels());
    return Math.min(READOUT, pixels.rate(p, scene, SHORTEST_DEAD * 57 / fine, burst));
  }

  /** The table, and 3 % a code for thresholds, 1 % a code for bandwidth: our guess. */
  private static double evk4(SensorProfile profile, BiasCodes c) {
    BiasCodes s = profile.start();
    double slow = 0.03 * (c.off() - s.off() - c.on() + s.on());
    slow += 0.01 * (c.photoreceptor() - s.photoreceptor() + c.follower() - s.follower());
    int i = 1;
    while (i < EVK4_CODE.length - 1 && c.refractory() > EVK4_CODE[i]) {
      i++;
    }
    double u = (c.refractory() - EVK4_CODE[i - 1]) / (EVK4_CODE[i] - EVK4_CODE[i - 1]);
    return EVK4_RATE[i - 1] * Math.pow(EVK4_RATE[i] / EVK4_RATE[i - 1], u) * Math.exp(slow);
  }
}
