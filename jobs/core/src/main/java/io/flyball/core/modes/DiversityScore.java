package io.flyball.core.modes;

/** One number for success and diversity together, as D3IL scores its tasks. */
public enum DiversityScore {
  /** (S + H) / 2: aligning and pushing. */
  EVEN,
  /** .8 S + .2 H: avoiding. */
  MOSTLY_SUCCESS,
  /** S - KL from a reference: sorting. */
  LESS_DIVERGENCE;

  /**
   * The score.
   *
   * @param success S, the rate of success in [0, 1]
   * @param entropy H in [0, 1]
   * @param divergence KL from the reference, to the base M
   */
  public double of(double success, double entropy, double divergence) {
    return switch (this) {
      case EVEN -> .5 * (success + entropy);
      case MOSTLY_SUCCESS -> .8 * success + .2 * entropy;
      case LESS_DIVERGENCE -> success - divergence;
    };
  }
}
