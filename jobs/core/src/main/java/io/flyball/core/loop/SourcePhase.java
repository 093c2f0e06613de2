package io.flyball.core.loop;

/**
 * The three phases of generated content entering a feedback loop ("Source Echo Chamber", arXiv
 * 2405.17998). The paper gives no thresholds; 10 % and 90 % are ours.
 */
public enum SourcePhase {
  HUMAN_DOMINANT,
  COEXISTENCE,
  GENERATED_DOMINANT;

  public static final double LOW = 0.1;
  public static final double HIGH = 0.9;

  /**
   * The phase at a share of generated content among what has a known source; COEXISTENCE from
   * {@code low} to {@code high} inclusive. A share that is not a number has no phase.
   */
  public static SourcePhase of(double generatedShare, double low, double high) {
    if (!(generatedShare >= 0 && generatedShare <= 1) || !(low <= high)) {
      throw new IllegalArgumentException(
          "share must lie in [0, 1] and low <= high, were "
              + generatedShare
              + ", "
              + low
              + ", "
              + high);
    }
    if (generatedShare < low) {
      return HUMAN_DOMINANT;
    }
    return generatedShare > high ? GENERATED_DOMINANT : COEXISTENCE;
  }
}
