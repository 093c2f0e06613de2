package io.flyball.core.drift;

import io.flyball.core.random.Draws;

/**
 * Chooses a detector's threshold by the false-alarm interval it shall have.
 *
 * <p>The reference window, taken to be free of change, is resampled with replacement into one long
 * stationary stream; the average run length between false alarms there, ARL0 = values / alarms,
 * must reach the target. The least strict such threshold is found by bisection of its logarithm on
 * that same stream. Resampling assumes values that do not depend on one another: autocorrelated
 * signals need a longer target. Cost: about 25 passes over 64 target values.
 */
public final class Calibration {
  private static final int ALARMS_EXPECTED = 64;
  private static final int STEPS = 24;

  private Calibration() {}

  /**
   * The spec with its threshold set: delta of adwin, lambda of page-hinkley, h of cusum, alpha of
   * the hddms and kswin, level of ddm and selective-ewma. eddm has none: its ratio does not steer
   * the interval.
   *
   * @param targetArl values between two false alarms, in [100, 10^7]
   * @throws IllegalArgumentException when no threshold in range reaches the target
   */
  public static DetectorSpec calibrate(
      DetectorSpec spec, double[] reference, long targetArl, long seed) {
    if (targetArl < 100 || targetArl > 10_000_000) {
      throw new IllegalArgumentException("target must lie in [100, 10^7], was " + targetArl);
    }
    if (reference.length < 2) {
      throw new IllegalArgumentException(
          "reference window needs 2 values at least, had " + reference.length);
    }
    Threshold threshold = Threshold.of(spec.name());
    double loose = threshold.logLoose;
    double strict = threshold.logStrict;
    if (!reaches(threshold.at(spec, strict), reference, targetArl, seed)) {
      throw new IllegalArgumentException(
          spec
              + " raises false alarms more often than every "
              + targetArl
              + " values whatever "
              + threshold.parameter
              + " is");
    }
    for (int step = 0; step < STEPS && Math.abs(strict - loose) > 1e-3; step++) {
      double middle = (loose + strict) / 2;
      if (reaches(threshold.at(spec, middle), reference, targetArl, seed)) {
        strict = middle;
      } else {
        loose = middle;
      }
    }
    return threshold.at(spec, strict);
  }

  /** ARL0 of a detector on the resampled reference: values per alarm; infinite without an alarm. */
  public static double averageRunLength(
      Detector detector, double[] reference, long values, long seed) {
    long alarms = 0;
    for (long i = 0; i < values; i++) {
      alarms += detector.update(resampled(reference, seed, i)).isPresent() ? 1 : 0;
    }
    return alarms == 0 ? Double.POSITIVE_INFINITY : (double) values / alarms;
  }

  private static boolean reaches(DetectorSpec spec, double[] reference, long targetArl, long seed) {
    Detector detector = spec.create();
    long alarms = 0;
    for (long i = 0; i < ALARMS_EXPECTED * targetArl; i++) {
      if (detector.update(resampled(reference, seed, i)).isPresent()
          && ++alarms > ALARMS_EXPECTED) {
        return false;
      }
    }
    return true;
  }

  private static double resampled(double[] reference, long seed, long i) {
    return reference[(int) (Draws.uniform(seed, 0, i) * reference.length)];
  }

  /** The parameter that makes a detector strict, and its range from loose to strict, as logs. */
  private record Threshold(String parameter, double logLoose, double logStrict) {

    static Threshold of(String name) {
      return switch (name) {
        case "adwin" -> between("delta", 0.999, 1e-12);
        case "page-hinkley" -> between("lambda", 1e-3, 1e6);
        case "cusum" -> between("h", 0.1, 1e5);
        case "hddm-a", "hddm-w", "kswin" -> between("alpha", 0.999, 1e-12);
        case "ddm", "selective-ewma" -> between("level", 0.5, 50);
        default -> throw new IllegalArgumentException(name + " has no threshold to calibrate");
      };
    }

    private static Threshold between(String parameter, double loose, double strict) {
      return new Threshold(parameter, Math.log(loose), Math.log(strict));
    }

    DetectorSpec at(DetectorSpec spec, double log) {
      return spec.with(parameter, Math.exp(log));
    }
  }
}
