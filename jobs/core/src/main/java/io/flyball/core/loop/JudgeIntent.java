package io.flyball.core.loop;

/**
 * How a judge behaves, read from how often it says "wrong" of right answers and of wrong ones. The
 * intents are those of "Helpful Agent Meets Deceptive Judge" (arXiv 2506.03332); the bounds, .5 of
 * Youden's J and .2 / .8 of the rates, are ours.
 */
public enum JudgeIntent {
  /** Says wrong of the wrong. */
  CONSTRUCTIVE,
  /** Says wrong of everything. */
  HYPERCRITICAL,
  /** Says wrong of the right. */
  MALICIOUS,
  /** Says right of everything. */
  RUBBER_STAMP,
  /** None of these clearly. */
  MIXED,
  /** Has not judged both right and wrong answers yet. */
  UNKNOWN;

  /** The intent of these rates of "wrong", each in [0, 1] or NaN. */
  public static JudgeIntent of(double negativeOnRight, double negativeOnWrong) {
    double youden = negativeOnWrong - negativeOnRight;
    if (Double.isNaN(youden)) {
      return UNKNOWN;
    } else if (youden >= 0.5) {
      return CONSTRUCTIVE;
    } else if (youden <= -0.5) {
      return MALICIOUS;
    } else if (Math.min(negativeOnRight, negativeOnWrong) >= 0.8) {
      return HYPERCRITICAL;
    } else if (Math.max(negativeOnRight, negativeOnWrong) <= 0.2) {
      return RUBBER_STAMP;
    }
    return MIXED;
  }
}
