package io.flyball.core.loop;

/**
 * Which of two copies of an item is clicked, by their ranks: P(A) = rA^-eta / (rA^-eta + rH^-eta),
 * the closed form of the simulated user of "Source Echo Chamber" (arXiv 2405.17998). eta = 0 is
 * indifference; an infinite eta always takes the higher-ranked copy.
 */
public final class ClickModel {

  private ClickModel() {}

  /** Probability that the generated copy is clicked; ranks from 1 and different, eta >= 0. */
  public static double generatedClicked(int rankGenerated, int rankHuman, double eta) {
    if (rankGenerated < 1 || rankHuman < 1 || rankGenerated == rankHuman) {
      throw new IllegalArgumentException(
          "two copies stand at different ranks from 1 on, were "
              + rankGenerated
              + " and "
              + rankHuman);
    }
    if (!(eta >= 0)) {
      throw new IllegalArgumentException("eta must be >= 0, was " + eta);
    }
    // The logistic of the log odds: neither power can underflow to 0/0.
    return 1 / (1 + Math.exp(eta * (Math.log(rankGenerated) - Math.log(rankHuman))));
  }
}
