package io.flyball.core.bandit.ope;

/**
 * An interval for what a candidate would have earned.
 *
 * @param method how it was found: {@code Gaussian}, or {@code betting}, which holds for any weights
 */
public record ValueInterval(double low, double high, String method) {
  static final String GAUSSIAN = "Gaussian";
  static final String BETTING = "betting";

  public boolean gaussian() {
    return method.equals(GAUSSIAN);
  }

  public boolean covers(double value) {
    return low <= value && value <= high;
  }
}
