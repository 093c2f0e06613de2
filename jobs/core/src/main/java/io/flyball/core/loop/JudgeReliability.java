package io.flyball.core.loop;

/**
 * A judge's verdicts against the truth, or against the outcome where the truth is not known: the
 * two-by-two table and what is read from it. Verdicts that commit to nothing are counted apart.
 * Adding and retracting are O(1); undefined ratios are NaN.
 */
public final class JudgeReliability {
  private long goodOfRight;
  private long badOfRight;
  private long goodOfWrong;
  private long badOfWrong;
  private long uncommitted;

  public void add(Polarity verdict, boolean right) {
    count(verdict, right, 1);
  }

  /** Takes a verdict back, for a sliding window. */
  public void retract(Polarity verdict, boolean right) {
    count(verdict, right, -1);
  }

  private void count(Polarity verdict, boolean right, int by) {
    switch (verdict) {
      case GOOD -> {
        goodOfRight += right ? by : 0;
        goodOfWrong += right ? 0 : by;
      }
      case BAD -> {
        badOfRight += right ? by : 0;
        badOfWrong += right ? 0 : by;
      }
      case OTHER -> uncommitted += by;
      case NONE -> {}
    }
    if (Math.min(Math.min(goodOfRight, goodOfWrong), Math.min(badOfRight, badOfWrong)) < 0
        || uncommitted < 0) {
      count(verdict, right, -by);
      throw new IllegalArgumentException("no such verdict to take back: " + verdict);
    }
  }

  public long good() {
    return goodOfRight + goodOfWrong;
  }

  public long bad() {
    return badOfRight + badOfWrong;
  }

  /** Share of the verdicts given that commit to good or bad. */
  public double committedShare() {
    return (good() + bad()) / (double) (good() + bad() + uncommitted);
  }

  /** Rate of "wrong" on right answers. */
  public double negativeOnRight() {
    return badOfRight / (double) (badOfRight + goodOfRight);
  }

  /** Rate of "wrong" on wrong answers. */
  public double negativeOnWrong() {
    return badOfWrong / (double) (badOfWrong + goodOfWrong);
  }

  /** Youden's J, negativeOnWrong - negativeOnRight, in [-1, 1]. */
  public double youden() {
    return negativeOnWrong() - negativeOnRight();
  }

  /**
   * What its verdicts should weigh, in [0, 1): Youden's J of rates that begin at one half each, 0
   * where that is negative. A judge that nobody knows weighs 0, and so does one that says the same
   * of right and wrong answers.
   */
  public double trustWeight() {
    double onWrong = (badOfWrong + 1.0) / (badOfWrong + goodOfWrong + 2);
    double onRight = (badOfRight + 1.0) / (badOfRight + goodOfRight + 2);
    return Math.max(0, onWrong - onRight);
  }

  public JudgeIntent intent() {
    return JudgeIntent.of(negativeOnRight(), negativeOnWrong());
  }

  /** Phi coefficient of verdict and truth, in [-1, 1]; NaN when a margin is empty. */
  public double phi() {
    double margins =
        Math.sqrt((double) good() * bad())
            * Math.sqrt((double) (goodOfRight + badOfRight) * (goodOfWrong + badOfWrong));
    double product = (double) goodOfRight * badOfWrong - (double) goodOfWrong * badOfRight;
    return margins == 0 ? Double.NaN : product / margins;
  }

  /** Mean of committed verdicts, good +1 and bad -1. */
  public double meanImmediate() {
    return (good() - bad()) / (double) (good() + bad());
  }

  /** Mean of the truths under committed verdicts, right +1 and wrong -1. */
  public double meanHindsight() {
    return (goodOfRight + badOfRight - goodOfWrong - badOfWrong) / (double) (good() + bad());
  }

  /** meanImmediate - meanHindsight: how much the judge flatters. */
  public double gap() {
    return meanImmediate() - meanHindsight();
  }
}
