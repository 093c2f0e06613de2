package io.flyball.core.bandit.env;

/**
 * Tests that logged propensities are those of the decisions: per arm the martingale sum(1{A=a} -
 * p_a), standardised by sqrt(sum p_a(1-p_a)), is close to standard normal when they are. A policy
 * that shows an arm it called certain not to be shown, or whose probabilities do not sum to 1
 * within 1e-9, gives infinity.
 */
public final class PropensityAudit {
  private static final double TOLERANCE = 1e-9;

  private final double[] sum;
  private final double[] variance;
  private boolean broken;

  public PropensityAudit(int arms) {
    sum = new double[arms];
    variance = new double[arms];
  }

  public void add(int shown, double[] propensities) {
    double all = 0;
    for (int a = 0; a < propensities.length; a++) {
      double p = propensities[a];
      all += p;
      sum[a] += (a == shown ? 1 : 0) - p;
      variance[a] += p * (1 - p);
    }
    broken |= !(Math.abs(all - 1) <= TOLERANCE) || !(propensities[shown] > 0);
  }

  /** Largest |z| over the arms; 0 before the first decision. */
  public double worst() {
    double worst = broken ? Double.POSITIVE_INFINITY : 0;
    for (int a = 0; a < sum.length; a++) {
      double z = Math.abs(sum[a]) < 1e-6 ? 0 : Math.abs(sum[a]) / Math.sqrt(variance[a]);
      worst = Math.max(worst, z);
    }
    return worst;
  }
}
