package io.flyball.core.reward.score;

/**
 * How the ranges of format and correctness move over training steps (the variants released with
 * ToolRL, arXiv 2504.13958). Steps count from 0.
 */
public enum RewardSchedule {
  /** Format in [0, 1], correctness in [-3, 3]. */
  CONSTANT {
    @Override
    public Range format(int step) {
      return FORMAT;
    }

    @Override
    public Range correctness(int step) {
      return CORRECTNESS;
    }
  },
  /** Both in [-1, 1], format in [0, 1]: neither outweighs the other. */
  EQUAL_MAX {
    @Override
    public Range format(int step) {
      return FORMAT;
    }

    @Override
    public Range correctness(int step) {
      return new Range(-1, 1);
    }
  },
  /** Format first: correctness is a third until step 30; from then on format is a half. */
  TWO_STAGE {
    @Override
    public Range format(int step) {
      return notNegative(step) < 30 ? FORMAT : new Range(0, .5);
    }

    @Override
    public Range correctness(int step) {
      return notNegative(step) < 30 ? new Range(-1, 1) : CORRECTNESS;
    }
  },
  /** From [-2, 2] for both to their own ranges over 150 steps, format to no less than +-1. */
  SMOOTH {
    @Override
    public Range format(int step) {
      double done = notNegative(step) / STEPS;
      return new Range(Math.min(-1, -2 + 2 * done), Math.max(1, 2 - done));
    }

    @Override
    public Range correctness(int step) {
      double bound = Math.min(3, 2 + notNegative(step) / STEPS);
      return new Range(-bound, bound);
    }
  };

  private static final Range FORMAT = new Range(0, 1);
  private static final Range CORRECTNESS = new Range(-3, 3);
  private static final double STEPS = 150;

  public abstract Range format(int step);

  public abstract Range correctness(int step);

  private static int notNegative(int step) {
    if (step < 0) {
      throw new IllegalArgumentException("steps count from 0, found " + step);
    }
    return step;
  }
}
