package io.flyball.core.loop;

/**
 * Pushes a feedback loop back into its band: an integral controller from a measured share, of the
 * head or of a source say, to the weight by which a re-ranker demotes it.
 *
 * <pre>
 *   e = measured - target;  |e| <= deadBand: hold
 *   weight += clamp(gain e, -slew, slew);  weight clamped to [min, max]
 * </pre>
 *
 * <p>The integrator is the clamped output itself, so it cannot wind up. A measurement that is not a
 * number holds the weight. O(1) per update.
 */
public final class Governor {

  /**
   * Parameters.
   *
   * @param target wanted share, in [0, 1]
   * @param deadBand largest error that is left alone, >= 0
   * @param gain weight per unit of error and update, positive
   * @param slew largest change of the weight per update, positive
   * @param min least weight, 0 for no demotion
   * @param max greatest weight, at most 1
   */
  public record Config(
      double target, double deadBand, double gain, double slew, double min, double max) {
    public Config {
      if (!(target >= 0 && target <= 1 && deadBand >= 0 && gain > 0 && slew > 0)) {
        throw new IllegalArgumentException(
            "target in [0, 1], deadBand >= 0, gain > 0, slew > 0; were "
                + target
                + ", "
                + deadBand
                + ", "
                + gain
                + ", "
                + slew);
      }
      if (!(min >= 0 && min <= max && max <= 1)) {
        throw new IllegalArgumentException("0 <= min <= max <= 1, were " + min + " and " + max);
      }
    }
  }

  /**
   * What to do after a measurement.
   *
   * @param weight demotion in [min, max]: the share of head slots to fill otherwise
   * @param error measured - target
   * @param acting whether the weight was moved
   * @param saturated whether a clamp keeps the weight from moving further
   */
  public record Command(double weight, double error, boolean acting, boolean saturated) {}

  private final Config config;
  private double weight;

  /** A governor that starts at the least weight. */
  public Governor(Config config) {
    this(config, config.min());
  }

  /** A governor restored at a weight. */
  public Governor(Config config, double weight) {
    if (!(weight >= config.min() && weight <= config.max())) {
      throw new IllegalArgumentException(
          "weight must lie in [" + config.min() + ", " + config.max() + "], was " + weight);
    }
    this.config = config;
    this.weight = weight;
  }

  public double weight() {
    return weight;
  }

  public Command update(double measured) {
    double error = measured - config.target();
    if (!(Math.abs(error) > config.deadBand())) {
      return new Command(weight, error, false, false);
    }
    double step = clamp(config.gain() * error, -config.slew(), config.slew());
    double wanted = weight + step;
    double before = weight;
    weight = clamp(wanted, config.min(), config.max());
    return new Command(weight, error, weight != before, weight != wanted);
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
