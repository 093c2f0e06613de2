package io.flyball.core.bandit.ope;

/**
 * Estimators of what another policy would have earned with slates, as means over slates of sums
 * over positions (Swaminathan et al. 2017; Li et al. 2018; McInerney et al. 2020; Kiyohara et al.
 * 2022), with weights w of the evaluated over the logging policy.
 */
public enum SlateEstimator {
  /** w of the whole slate on every reward: unbiased whatever users do. */
  SIPS("SIPS", false),
  SNSIPS("SNSIPS", true),
  /** w_l of the marginals at a position: where a reward follows from position and arm alone. */
  IIPS("IIPS", false),
  SNIIPS("SNIIPS", true),
  /** w_l of the slate down to a position: where a reward follows from what stands above, too. */
  RIPS("RIPS", false),
  SNRIPS("SNRIPS", true),
  /** The pseudo-inverse: where the slate's reward is a sum over positions and arms. */
  PI("PI", false),
  /**
   * Doubly robust on the weights of RIPS: sum over l of w_{1:l} (r_l - Q_l(a_l)) + w_{1:l-1} sum
   * over a of pi(a|a_{<l}) Q_l(a), with Q_l the predicted reward from position l to the end.
   */
  CASCADE_DR("cascade-DR", false);

  private final String label;
  private final boolean normalised;

  SlateEstimator(String label, boolean normalised) {
    this.label = label;
    this.normalised = normalised;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** Whether sums of weighted rewards are divided by sums of weights. */
  public boolean normalised() {
    return normalised;
  }

  /** Whether the weights are at least 0 and have the mean 1, so that betting bounds hold. */
  boolean betting() {
    return this != PI && this != CASCADE_DR;
  }
}
