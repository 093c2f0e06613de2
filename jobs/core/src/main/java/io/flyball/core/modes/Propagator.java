package io.flyball.core.modes;

import java.util.ArrayList;
import java.util.List;

/**
 * P = exp(Q t) of a Markov jump process, and the integral of exp(Q' s) W exp(Q' (t - s)) over s
 * from 0 to t, the upper right block of exp(t [[Q', W], [0, Q']]) (Van Loan 1978). By
 * uniformisation (Jensen 1953): with the largest exit rate r and B = I + Q / r, exp(Q u) is the sum
 * of e^-ru (ru)^k / k! B^k. It is taken at r u of at most 1/8, where eleven terms suffice, and
 * squared until u is t. No term is negative, so nothing cancels; rows of P sum to 1 after each
 * square. Three products of S x S matrices a term and a square: O(S^3 log(r t)).
 */
final class Propagator {
  private static final double LARGEST_STEP = .125;
  private static final int TERMS = 11;

  private final int states;
  private final double gap;
  private final double step;

  /** B^0 to B^(TERMS - 1). */
  private final double[][] powers = new double[TERMS][];

  /** P of the step, of twice the step, and so on to the gap. */
  private final List<double[]> squares = new ArrayList<>();

  /**
   * @param q a generator: rows sum to zero
   * @param gap t >= 0, finite
   */
  Propagator(double[][] q, double gap) {
    this.states = q.length;
    this.gap = gap;
    double fastest = 0;
    for (int i = 0; i < states; i++) {
      fastest = Math.max(fastest, -q[i][i]);
    }
    double jumps = Math.min(Double.MAX_VALUE, fastest * gap);
    int doublings = jumps > LARGEST_STEP ? Math.getExponent(jumps / LARGEST_STEP) + 1 : 0;
    this.step = Math.scalb(jumps, -doublings);
    double[] uniform = new double[states * states];
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        uniform[i * states + j] = (i == j ? 1 : 0) + (fastest > 0 ? q[i][j] / fastest : 0);
      }
      uniform[i * states + i] = Math.max(0, uniform[i * states + i]);
    }
    powers[0] = identity();
    double[] p = new double[states * states];
    double weight = 1;
    for (int k = 0; k < TERMS; k++) {
      if (k > 0) {
        powers[k] = new double[states * states];
        addProduct(powers[k - 1], uniform, powers[k]);
        weight *= step / k;
      }
      add(weight, powers[k], p);
    }
    squares.add(normed(p));
    for (int i = 0; i < doublings; i++) {
      double[] square = new double[states * states];
      addProduct(squares.get(i), squares.get(i), square);
      squares.add(normed(square));
    }
  }

  /** P: entry ij is the probability of state j a gap after state i. */
  double[][] transition() {
    double[] p = squares.get(squares.size() - 1);
    double[][] rows = new double[states][states];
    for (int i = 0; i < states; i++) {
      System.arraycopy(p, i * states, rows[i], 0, states);
    }
    return rows;
  }

  /**
   * The integral.
   *
   * @param weights W, S x S, not negative
   */
  double[][] integral(double[][] weights) {
    double[] direction = new double[states * states];
    double share = Math.scalb(gap, 1 - squares.size());
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        direction[i * states + j] = share * weights[j][i];
      }
    }
    double[] sum = new double[states * states];
    double[] term = direction.clone();
    double weight = Math.exp(-step);
    add(weight, term, sum);
    for (int k = 2; k < TERMS; k++) {
      double[] next = new double[states * states];
      addProduct(term, powers[1], next);
      addProduct(powers[k - 1], direction, next);
      weight *= step / k;
      add(weight, next, sum);
      term = next;
    }
    for (int i = 0; i < squares.size() - 1; i++) {
      double[] square = new double[states * states];
      addProduct(squares.get(i), sum, square);
      addProduct(sum, squares.get(i), square);
      sum = square;
    }
    double[][] turned = new double[states][states];
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        turned[j][i] = sum[i * states + j];
      }
    }
    return turned;
  }

  private double[] identity() {
    double[] one = new double[states * states];
    for (int i = 0; i < states; i++) {
      one[i * states + i] = 1;
    }
    return one;
  }

  private static void add(double weight, double[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] += weight * from[i];
    }
  }

  /** to += a b. */
  private void addProduct(double[] a, double[] b, double[] to) {
    for (int i = 0; i < states; i++) {
      int row = i * states;
      for (int k = 0; k < states; k++) {
        double factor = a[row + k];
        int other = k * states;
        for (int j = 0; j < states; j++) {
          to[row + j] += factor * b[other + j];
        }
      }
    }
  }

  private double[] normed(double[] p) {
    for (int i = 0; i < p.length; i += states) {
      double sum = 0;
      for (int j = i; j < i + states; j++) {
        sum += p[j];
      }
      for (int j = i; j < i + states; j++) {
        p[j] /= sum;
      }
    }
    return p;
  }
}
