package io.flyball.core.modes;

/**
 * What is known of rates before data: a Gamma(a, b) law of each, and which jumps can happen at all.
 *
 * @param jumps a >= 0, imagined jumps of each kind
 * @param time b >= 0, imagined time in each state
 * @param allowed S x S, or null where every jump is allowed; a forbidden one has rate zero
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RatePrior(double jumps, double time, boolean[][] allowed) {

  public RatePrior {
    if (!(jumps >= 0 && jumps <= 1e9 && time >= 0 && time <= 1e12)) {
      throw new IllegalArgumentException(
          "a prior has 0 <= jumps <= 1e9 and 0 <= time <= 1e12, found " + jumps + " and " + time);
    }
  }

  /** No prior: maximum likelihood. */
  public static RatePrior none() {
    return new RatePrior(0, 0, null);
  }

  /** The same with more imagined jumps of each kind: a start in which no allowed rate is zero. */
  RatePrior imagining(double more) {
    return new RatePrior(jumps + more, time, allowed);
  }

  boolean allows(int from, int to) {
    return from != to && (allowed == null || allowed[from][to]);
  }

  /** (N_ij + a) / (T_i + b), zero where a state was never seen and the prior knows no time. */
  RateMatrix posterior(double[][] counts, double[] spent) {
    int states = spent.length;
    if (allowed != null && allowed.length != states) {
      throw new IllegalArgumentException(
          "allowed jumps of " + allowed.length + " states for " + states);
    }
    double[][] rates = new double[states][states];
    for (int i = 0; i < states; i++) {
      double total = spent[i] + time;
      for (int j = 0; j < states; j++) {
        rates[i][j] = allows(i, j) && total > 0 ? (counts[i][j] + jumps) / total : 0;
      }
    }
    return RateMatrix.ofJumps(rates);
  }

  static double share(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("a factor must lie in (0, 1], was " + factor);
    }
    return factor;
  }
}
