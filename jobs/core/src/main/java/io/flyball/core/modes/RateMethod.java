package io.flyball.core.modes;

import java.util.Arrays;
import java.util.Optional;

/** How the rates of a Markov jump process are estimated from snapshots. */
public enum RateMethod {
  /**
   * Endpoint-conditioned expectation maximisation (Hobolth and Jensen, "Statistical inference in
   * evolutionary models of DNA sequences via the EM algorithm", 2005; the integrals as a block of a
   * matrix exponential, Van Loan 1978). With counts C of gap g, P = exp(Q g), W = C / P entry by
   * entry and K the upper right block of exp(g [[Q', W], [0, Q']]): E[T_i] = sum over gaps of K_ii,
   * E[N_ij] = q_ij sum of K_ij, then q_ij = (E[N_ij] + a) / (E[T_i] + b). A rate of zero stays
   * zero.
   *
   * <p>Cost: one {@link Propagator}, O(S^3), for each bucket in use and iteration.
   */
  EM {
    @Override
    public RateFit estimate(
        GapCounts seen, RatePrior prior, Optional<RateMatrix> start, int iterations) {
      RateMatrix rates =
          start.orElseGet(() -> prior.imagining(1).posterior(jumps(seen), time(seen)));
      for (int k = 0; k < iterations; k++) {
        rates = improve(rates, seen, prior);
      }
      return fit(rates, seen);
    }
  },

  /**
   * Transitions between looks over time between looks, as if nothing happened in between. It misses
   * every return and takes detours for direct jumps; it is here to be compared with.
   */
  NAIVE {
    @Override
    public RateFit estimate(
        GapCounts seen, RatePrior prior, Optional<RateMatrix> start, int iterations) {
      return fit(prior.posterior(jumps(seen), time(seen)), seen);
    }
  };

  /** Iterations after which the example of the flashing ratchet changes no third digit. */
  public static final int ITERATIONS = 60;

  /** Below this a pair is taken for impossible. */
  private static final double IMPOSSIBLE = 1e-290;

  /**
   * The rates that explain what was seen.
   *
   * @param start where the iterations begin, such as an earlier estimate; must allow what the prior
   *     allows
   * @param iterations bounds the cost of this call; a later call can go on from the result
   */
  public abstract RateFit estimate(
      GapCounts seen, RatePrior prior, Optional<RateMatrix> start, int iterations);

  private static RateMatrix improve(RateMatrix rates, GapCounts seen, RatePrior prior) {
    int states = seen.states();
    double[] time = new double[states];
    double[][] jumps = new double[states][states];
    for (int bucket = 0; bucket < GapCounts.BUCKETS; bucket++) {
      if (seen.used(bucket)) {
        double[][] integrals = integrals(rates, seen, bucket);
        for (int i = 0; i < states; i++) {
          time[i] += integrals[i][i];
          for (int j = 0; j < states; j++) {
            jumps[i][j] += i == j ? 0 : rates.rate(i, j) * integrals[i][j];
          }
        }
      }
    }
    return prior.posterior(jumps, time);
  }

  /** K of one bucket. It is linear in W, so W is scaled to the size of Q and K back. */
  private static double[][] integrals(RateMatrix rates, GapCounts seen, int bucket) {
    int states = seen.states();
    double gap = seen.meanGap(bucket);
    Propagator propagator = rates.propagator(gap);
    double[][] reached = propagator.transition();
    double[][] weights = new double[states][states];
    double largest = 0;
    double fastest = 0;
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        if (reached[i][j] > IMPOSSIBLE) {
          weights[i][j] = seen.count(bucket, i, j) / reached[i][j];
          largest = Math.max(largest, weights[i][j]);
        }
      }
      fastest = Math.max(fastest, -rates.rate(i, i));
    }
    if (largest == 0 || fastest == 0) {
      return new double[states][states];
    }
    double unit = fastest / largest;
    for (double[] row : weights) {
      Arrays.setAll(row, j -> row[j] * unit);
    }
    double[][] k = propagator.integral(weights);
    for (double[] row : k) {
      Arrays.setAll(row, j -> row[j] / unit);
    }
    return k;
  }

  private static RateFit fit(RateMatrix rates, GapCounts seen) {
    double likelihood = 0;
    double impossible = 0;
    for (int bucket = 0; bucket < GapCounts.BUCKETS; bucket++) {
      if (seen.used(bucket)) {
        double[][] reached = rates.transition(seen.meanGap(bucket));
        for (int i = 0; i < seen.states(); i++) {
          for (int j = 0; j < seen.states(); j++) {
            double count = seen.count(bucket, i, j);
            if (count > 0 && reached[i][j] > IMPOSSIBLE) {
              likelihood += count * Math.log(reached[i][j]);
            } else {
              impossible += count;
            }
          }
        }
      }
    }
    return new RateFit(rates, likelihood, seen.pairs() - impossible, impossible);
  }

  private static double[][] jumps(GapCounts seen) {
    double[][] jumps = new double[seen.states()][seen.states()];
    for (int bucket = 0; bucket < GapCounts.BUCKETS; bucket++) {
      for (int i = 0; seen.used(bucket) && i < seen.states(); i++) {
        for (int j = 0; j < seen.states(); j++) {
          jumps[i][j] += i == j ? 0 : seen.count(bucket, i, j);
        }
      }
    }
    return jumps;
  }

  private static double[] time(GapCounts seen) {
    double[] time = new double[seen.states()];
    for (int bucket = 0; bucket < GapCounts.BUCKETS; bucket++) {
      for (int i = 0; seen.used(bucket) && i < seen.states(); i++) {
        for (int j = 0; j < seen.states(); j++) {
          time[i] += seen.count(bucket, i, j) * seen.meanGap(bucket);
        }
      }
    }
    return time;
  }
}
