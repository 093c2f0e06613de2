package io.flyball.core.control.sim;

/**
 * What the pixels of a rate-level plant see at one moment.
 *
 * @param motion factor on all contrast speeds; 0 = nothing moves
 * @param stimulusHz temporal frequency of the moving contrast
 * @param flickerShare share of pixels that see a flickering lamp
 * @param flickerHz its frequency
 * @param noise pixel noise V_n, e-folds
 * @param bandwidthFactor factor of the light on the bandwidth
 */
record Scene(
    double motion,
    double stimulusHz,
    double flickerShare,
    double flickerHz,
    double noise,
    double bandwidthFactor) {

  static final Scene DAY = new Scene(1, 10, 0, 100, 0.03, 1);

  Scene still() {
    return new Scene(0, stimulusHz, 0, flickerHz, 0, bandwidthFactor);
  }

  /** A hundredth of the light: twice the noise, a tenth of the bandwidth. */
  Scene dark() {
    return new Scene(motion, stimulusHz, flickerShare, flickerHz, 2 * noise, bandwidthFactor / 10);
  }

  Scene flickering() {
    return new Scene(motion, stimulusHz, 0.3, flickerHz, noise, bandwidthFactor);
  }
}
