package io.flyball.core.bandit.slate;

/**
 * Examination by intervention harvesting (Agarwal et al. 2019): where the positions of arms are
 * drawn with known probabilities,
 *
 * <pre>theta_l / theta_1 = sum over clicks at l of 1/p_l(a) / sum over clicks at 1 of 1/p_1(a)
 * </pre>
 *
 * <p>over arms that can be at both. It needs no model of the arms.
 */
public final class ExaminationHarvest {
  private final double[] here;
  private final double[] first;

  /**
   * @param k number of positions
   */
  public ExaminationHarvest(int k) {
    here = new double[k];
    first = new double[k];
  }

  /**
   * Notes a click.
   *
   * @param position counted from 1
   * @param marginals probability of the clicked arm at each position
   */
  public void click(int position, double[] marginals) {
    if (position == 1) {
      for (int l = 0; l < first.length; l++) {
        first[l] += marginals[l] > 0 ? 1 / marginals[0] : 0;
      }
    }
    here[position - 1] += marginals[0] > 0 ? 1 / marginals[position - 1] : 0;
  }

  /** theta_l / theta_1; NaN while no click at the first position can be compared. */
  public double ratio(int position) {
    return here[position - 1] / first[position - 1];
  }
}
