package io.flyball.core.bandit.env;

/** How the users of a simulated world look at a slate, and what it earns: clicks. */
public enum SlateUsers {
  /** From the top down to the first click. */
  CASCADE {
    @Override
    double value(double[] attraction) {
      double none = 1;
      for (double alpha : attraction) {
        none *= 1 - alpha;
      }
      return 1 - none;
    }

    /** With f_i[j] = e_j/C(i, j) of the first i values: one minus f of all, at k. */
    @Override
    double uniform(double[] attraction, int positions) {
      double[] f = new double[positions + 1];
      f[0] = 1;
      for (int i = 1; i <= attraction.length; i++) {
        for (int j = Math.min(i, positions); j > 0; j--) {
          f[j] = (double) (i - j) / i * f[j] + (double) j / i * (1 - attraction[i - 1]) * f[j - 1];
        }
      }
      return 1 - f[positions];
    }
  },
  /** Position l with probability 1/l, whatever stands above. */
  POSITION_BASED {
    @Override
    double value(double[] attraction) {
      double sum = 0;
      for (int l = 0; l < attraction.length; l++) {
        sum += attraction[l] / (l + 1);
      }
      return sum;
    }

    @Override
    double uniform(double[] attraction, int positions) {
      double mean = 0;
      for (double alpha : attraction) {
        mean += alpha / attraction.length;
      }
      double looks = 0;
      for (int l = 1; l <= positions; l++) {
        looks += 1.0 / l;
      }
      return mean * looks;
    }
  };

  /**
   * Expected clicks.
   *
   * @param attraction probability that each arm of the slate attracts, from the top
   */
  abstract double value(double[] attraction);

  /**
   * The same of a slate of arms in random order.
   *
   * @param attraction of all arms
   */
  abstract double uniform(double[] attraction, int positions);

  /**
   * Whether a user looks at a position.
   *
   * @param l position from 0
   * @param clicked whether one above was clicked
   * @param u a uniform draw in [0, 1)
   */
  boolean looks(int l, boolean clicked, double u) {
    return this == CASCADE ? !clicked : u < 1.0 / (l + 1);
  }
}
