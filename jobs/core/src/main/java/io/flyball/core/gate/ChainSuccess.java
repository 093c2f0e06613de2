package io.flyball.core.gate;

/**
 * The probability that a chain of stages succeeds, when each stage may be tried again: prod_k (1 -
 * (1 - p_k)^(m + 1)) for m retries. Stages are taken as independent. O(stages).
 */
public final class ChainSuccess {
  private ChainSuccess() {}

  /**
   * The chain.
   *
   * @param success p_k of each stage, in [0, 1]
   * @param retries m of each stage, >= 0
   */
  public static double of(double[] success, int retries) {
    double product = 1;
    for (double p : success) {
      product *= stage(p, retries);
    }
    return product;
  }

  /** One stage: 1 - (1 - p)^(m + 1). */
  public static double stage(double success, int retries) {
    if (!(success >= 0 && success <= 1) || retries < 0) {
      throw new IllegalArgumentException(
          "success must lie in [0, 1] and retries be at least 0, were "
              + success
              + " and "
              + retries);
    }
    return 1 - Math.pow(1 - success, retries + 1.0);
  }

  /** The stage least likely to succeed, the first of equals; -1 without stages. */
  public static int bottleneck(double[] success) {
    int worst = -1;
    for (int k = 0; k < success.length; k++) {
      if (worst < 0 || success[k] < success[worst]) {
        worst = k;
      }
    }
    return worst;
  }
}
