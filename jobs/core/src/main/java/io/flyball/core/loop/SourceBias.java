package io.flyball.core.loop;

/**
 * What a surface shows and what is chosen there, by the source of the item ("Source Echo Chamber",
 * arXiv 2405.17998). Sums only: windows are merged by adding. O(1) per item. Shares with nothing
 * beneath are NaN.
 */
public final class SourceBias {
  private static final int KINDS = Source.values().length;

  private final long[] exposures = new long[KINDS];
  private final double[] discounted = new double[KINDS];
  private final long[] clicks = new long[KINDS];
  private long generatedAbove;
  private long humanAbove;

  /** An item shown at a rank from 1. */
  public void exposed(Source source, int rank) {
    discounted[index(source)] += Exposure.at(rank);
    exposures[index(source)]++;
  }

  /** An item shown where the rank is missing: counts for all but the discounted exposure. */
  public void exposed(Source source) {
    exposures[index(source)]++;
  }

  /** An exposure got its first click; further ones are not told. */
  public void clicked(Source source) {
    clicks[index(source)]++;
  }

  /** Both copies of one item in a slate, at these ranks; equal ranks prefer neither. */
  public void bothShown(int rankGenerated, int rankHuman) {
    if (rankGenerated < 1 || rankHuman < 1) {
      throw new IllegalArgumentException(
          "ranks start at 1, were " + rankGenerated + " and " + rankHuman);
    }
    generatedAbove += rankGenerated < rankHuman ? 1 : 0;
    humanAbove += rankHuman < rankGenerated ? 1 : 0;
  }

  /** Adds another window, or part of one. */
  public void merge(SourceBias other) {
    for (int i = 0; i < KINDS; i++) {
      exposures[i] += other.exposures[i];
      discounted[i] += other.discounted[i];
      clicks[i] += other.clicks[i];
    }
    generatedAbove += other.generatedAbove;
    humanAbove += other.humanAbove;
  }

  /** Share of all that was shown, unknown sources included beneath. */
  public double exposureShare(Source source) {
    return exposures[index(source)] / total(exposures);
  }

  /** Share of the discounted exposure, sum of 1/log2(1 + rank). */
  public double discountedExposureShare(Source source) {
    double sum = 0;
    for (double part : discounted) {
      sum += part;
    }
    return discounted[index(source)] / sum;
  }

  /** Share of the clicked exposures. */
  public double clickShare(Source source) {
    return clicks[index(source)] / total(clicks);
  }

  /** Exposures that were clicked. */
  public long clicks() {
    return (long) total(clicks);
  }

  /** Clicked exposures / exposures. */
  public double clickRate() {
    return total(clicks) / total(exposures);
  }

  /** Clicked exposures / exposures, of one source. */
  public double clickRate(Source source) {
    return (double) clicks[index(source)] / exposures[index(source)];
  }

  /** Click rate of generated over that of human content. */
  public double clickRateRatio() {
    return clickRate(Source.GENERATED) / clickRate(Source.HUMAN);
  }

  /** Where both copies stood at different ranks: how often the generated one stood above. */
  public double generatedPreferred() {
    return generatedAbove / (double) (generatedAbove + humanAbove);
  }

  /** Share of generated content among exposures of known source: what the phase is read from. */
  public double generatedShareOfKnown() {
    double generated = exposures[index(Source.GENERATED)];
    return generated / (generated + exposures[index(Source.HUMAN)]);
  }

  private static double total(long[] parts) {
    double sum = 0;
    for (long part : parts) {
      sum += part;
    }
    return sum;
  }

  private static int index(Source source) {
    return switch (source) {
      case HUMAN -> 0;
      case GENERATED -> 1;
      case UNKNOWN -> 2;
    };
  }
}
