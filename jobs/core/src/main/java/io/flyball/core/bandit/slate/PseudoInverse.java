package io.flyball.core.bandit.slate;

import java.util.List;

/**
 * The pseudo-inverse estimator of slates (Swaminathan et al. 2017), unbiased where the reward of a
 * slate is a sum over its positions: with 1_s the indicators of (position, arm) of slate s,
 *
 * <pre>w(s) = q' G^+ 1_s,  G = E_log[1_s 1_s'],  q = E_eval[1_s]</pre>
 *
 * <p>Weights have the mean 1 and may be negative. G is singular, but q lies in its range, so that
 * any solution x of G x = q gives the same w = x' 1_s; this one is by elimination with complete
 * pivoting. Cost: O((k K)³) once, O(k) a slate.
 */
public final class PseudoInverse {
  private static final double SINGULAR = 1e-10;

  private final int arms;
  private final double[] x;
  private int rank;

  /**
   * @param arms number of arms
   * @param slates every slate that can be logged, arms from the top
   * @param logged its probability under the logging policy
   * @param evaluated its probability under the evaluated policy
   * @throws IllegalArgumentException when the evaluated policy shows what the log cannot
   */
  public PseudoInverse(int arms, List<int[]> slates, double[] logged, double[] evaluated) {
    this.arms = arms;
    int n = arms * slates.stream().mapToInt(slate -> slate.length).max().orElse(0);
    double[][] g = new double[n][n];
    double[] q = new double[n];
    for (int i = 0; i < slates.size(); i++) {
      int[] slate = slates.get(i);
      for (int l = 0; l < slate.length; l++) {
        q[at(l, slate[l])] += evaluated[i];
        for (int m = 0; m < slate.length; m++) {
          g[at(l, slate[l])][at(m, slate[m])] += logged[i];
        }
      }
    }
    x = solve(g, q);
  }

  private int at(int position, int arm) {
    return position * arms + arm;
  }

  /** Solves g x = q, with 0 for what is not determined. */
  private double[] solve(double[][] g, double[] q) {
    int n = q.length;
    int[] column = new int[n];
    for (int c = 0; c < n; c++) {
      column[c] = c;
    }
    while (rank < n) {
      int row = rank;
      int best = rank;
      for (int i = rank; i < n; i++) {
        for (int j = rank; j < n; j++) {
          if (Math.abs(g[i][column[j]]) > Math.abs(g[row][column[best]])) {
            row = i;
            best = j;
          }
        }
      }
      if (Math.abs(g[row][column[best]]) < SINGULAR) {
        break;
      }
      swap(g, q, column, row, best);
      eliminate(g, q, column);
      rank++;
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      if (i < rank) {
        solution[column[i]] = q[i] / g[i][column[i]];
      } else if (Math.abs(q[i]) > 1e-6) {
        throw new IllegalArgumentException(
            "the evaluated policy shows arms at positions where the log never has them");
      }
    }
    return solution;
  }

  private void swap(double[][] g, double[] q, int[] column, int row, int best) {
    double[] line = g[row];
    g[row] = g[rank];
    g[rank] = line;
    double value = q[row];
    q[row] = q[rank];
    q[rank] = value;
    int c = column[best];
    column[best] = column[rank];
    column[rank] = c;
  }

  /** Clears the pivot's column in all other rows. */
  private void eliminate(double[][] g, double[] q, int[] column) {
    int pivot = column[rank];
    for (int i = 0; i < q.length; i++) {
      double factor = i == rank ? 0 : g[i][pivot] / g[rank][pivot];
      if (factor != 0) {
        for (int j = 0; j < q.length; j++) {
          g[i][j] -= factor * g[rank][j];
        }
        g[i][pivot] = 0;
        q[i] -= factor * q[rank];
      }
    }
  }

  /** Dimensions in which logged slates differ, and 1. */
  public int rank() {
    return rank;
  }

  /** The weight of a slate. */
  public double weight(int... slate) {
    double w = 0;
    for (int l = 0; l < slate.length; l++) {
      w += x[at(l, slate[l])];
    }
    return w;
  }
}
