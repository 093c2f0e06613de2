package io.flyball.core.modes;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The generator Q of a Markov jump process: q_ij, i != j, jumps a unit of time from state i to
 * state j; each row sums to zero. Immutable.
 */
public final class RateMatrix {
  /** More states make the matrix exponentials of the estimator dear: O(S^3) each. */
  public static final int MAX_STATES = 12;

  private static final double ROW_TOLERANCE = 1e-9;

  private final double[][] q;

  private RateMatrix(double[][] q) {
    this.q = q;
  }

  /**
   * Of all rates, the diagonal included.
   *
   * @param rates S x S, 2 <= S <= 12; off the diagonal finite and not negative; rows sum to zero
   * @throws IllegalArgumentException naming the first entry or row that breaks this
   */
  public static RateMatrix of(double[][] rates) {
    RateMatrix matrix = ofJumps(rates);
    for (int i = 0; i < rates.length; i++) {
      double exit = -matrix.q[i][i];
      if (!(Math.abs(rates[i][i] + exit) <= ROW_TOLERANCE * Math.max(1, exit))) {
        throw new IllegalArgumentException(
            "row " + i + " of the rates must sum to 0, sums to " + (rates[i][i] + exit));
      }
    }
    return matrix;
  }

  /** As {@link #of}, but the diagonal is not read: it is minus the sum of the other rates. */
  public static RateMatrix ofJumps(double[][] rates) {
    int states = States.check(rates.length);
    double[][] q = new double[states][];
    for (int i = 0; i < states; i++) {
      if (rates[i].length != states) {
        throw new IllegalArgumentException(
            "rates must be square: row " + i + " has " + rates[i].length + " of " + states);
      }
      q[i] = rates[i].clone();
      q[i][i] = 0;
      for (int j = 0; j < states; j++) {
        if (!(q[i][j] >= 0 && q[i][j] <= Double.MAX_VALUE / MAX_STATES)) {
          throw new IllegalArgumentException(
              "rate " + i + " -> " + j + " must be >= 0 and finite, was " + q[i][j]);
        }
      }
      q[i][i] = -Arrays.stream(q[i]).sum();
    }
    return new RateMatrix(q);
  }

  public int states() {
    return q.length;
  }

  /** q_ij, jumps a unit of time; q_ii is minus the rate at which state i is left. */
  public double rate(int from, int to) {
    return q[from][to];
  }

  /** A copy, S x S. */
  public double[][] rates() {
    double[][] copy = new double[q.length][];
    for (int i = 0; i < q.length; i++) {
      copy[i] = q[i].clone();
    }
    return copy;
  }

  /**
   * P(t) = exp(Q t): entry ij is the probability of state j a time t after state i. Cost: O(S^3)
   * times the logarithm of the jumps in the gap.
   *
   * @param gap t >= 0, finite
   */
  public double[][] transition(double gap) {
    if (!(gap >= 0 && gap < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a gap must be >= 0 and finite, was " + gap);
    }
    return propagator(gap).transition();
  }

  /** How states follow each other over a gap >= 0, finite. */
  Propagator propagator(double gap) {
    return new Propagator(q, gap);
  }

  /** Whether every state can be reached from every other; else no stationary law is unique. */
  public boolean irreducible() {
    return reached(false).cardinality() == q.length && reached(true).cardinality() == q.length;
  }

  private BitSet reached(boolean backwards) {
    BitSet seen = new BitSet();
    seen.set(0);
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(0);
    while (!open.isEmpty()) {
      int i = open.remove();
      for (int j = 0; j < q.length; j++) {
        if (!seen.get(j) && i != j && (backwards ? q[j][i] : q[i][j]) > 0) {
          seen.set(j);
          open.add(j);
        }
      }
    }
    return seen;
  }
}
