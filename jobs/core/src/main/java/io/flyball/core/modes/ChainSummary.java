package io.flyball.core.modes;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * What follows from the rates of an irreducible chain. Times are in the unit of 1 / rate.
 *
 * @param stationary pi: the share of time spent in each state in the long run, sums to 1
 * @param relaxationTime 1 / |Re lambda_2|, lambda_2 the eigenvalue of Q that is not zero and
 *     nearest to zero in its real part: how long a disturbance lasts
 * @param firstPassage entry ij: expected time from state i until state j is first reached; 0 for i
 *     = j
 * @param entropyProduction sum over pairs i < j of (pi_i q_ij - pi_j q_ji) ln(pi_i q_ij / (pi_j
 *     q_ji)), nats a unit of time, over the pairs that have rates both ways: above 0 the chain runs
 *     in circles
 * @param oneWayPairs pairs with a rate in one direction only: for them the entropy production would
 *     be infinite, so they are left out
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ChainSummary(
    double[] stationary,
    double relaxationTime,
    double[][] firstPassage,
    double entropyProduction,
    int oneWayPairs) {

  /** Nothing where the chain is not irreducible: none of these numbers is then identified. */
  public static Optional<ChainSummary> of(RateMatrix rates) {
    if (!rates.irreducible()) {
      return Optional.empty();
    }
    double[] pi = stationary(rates);
    double production = 0;
    int oneWay = 0;
    for (int i = 0; i < rates.states(); i++) {
      for (int j = i + 1; j < rates.states(); j++) {
        double there = pi[i] * rates.rate(i, j);
        double back = pi[j] * rates.rate(j, i);
        if (there > 0 && back > 0) {
          production += (there - back) * Math.log(there / back);
        } else if (there > 0 || back > 0) {
          oneWay++;
        }
      }
    }
    double relaxation = relaxation(rates);
    double[][] passage = firstPassage(rates);
    boolean finite =
        Double.isFinite(production)
            && Double.isFinite(relaxation)
            && Arrays.stream(passage).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    return finite
        ? Optional.of(new ChainSummary(pi, relaxation, passage, production, oneWay))
        : Optional.empty();
  }

  /**
   * How far rates are from a reference, as nats a unit of time: sum_i pi_i sum_j [q_ij ln(q_ij /
   * r_ij) - q_ij + r_ij], the relative entropy rate of the two path laws; pi of the first. Empty
   * when the reference forbids a jump that the rates have, or the chain is not irreducible.
   */
  public static OptionalDouble drift(RateMatrix rates, RateMatrix reference) {
    if (rates.states() != reference.states()) {
      throw new IllegalArgumentException(
          "rates of " + rates.states() + " states and a reference of " + reference.states());
    }
    if (!rates.irreducible()) {
      return OptionalDouble.empty();
    }
    double[] pi = stationary(rates);
    double sum = 0;
    for (int i = 0; i < pi.length; i++) {
      for (int j = 0; j < pi.length; j++) {
        if (i != j) {
          double q = rates.rate(i, j);
          double r = reference.rate(i, j);
          sum += pi[i] * ((q > 0 ? q * Math.log(q / r) : 0) - q + r);
        }
      }
    }
    return Double.isFinite(sum) ? OptionalDouble.of(Math.max(0, sum)) : OptionalDouble.empty();
  }

  /** Grassmann, Taksar and Heyman (1985): elimination without subtraction, exact to rounding. */
  private static double[] stationary(RateMatrix rates) {
    double[][] q = rates.rates();
    int states = q.length;
    for (int k = states - 1; k > 0; k--) {
      double exit = 0;
      for (int j = 0; j < k; j++) {
        exit += q[k][j];
      }
      for (int i = 0; i < k; i++) {
        q[i][k] /= exit;
        for (int j = 0; j < k; j++) {
          if (i != j) {
            q[i][j] += q[i][k] * q[k][j];
          }
        }
      }
    }
    double[] pi = new double[states];
    pi[0] = 1;
    double sum = 1;
    for (int k = 1; k < states; k++) {
      for (int i = 0; i < k; i++) {
        pi[k] += pi[i] * q[i][k];
      }
      sum += pi[k];
    }
    for (int i = 0; i < states; i++) {
      pi[i] /= sum;
    }
    return pi;
  }

  private static double relaxation(RateMatrix rates) {
    Complex[] values =
        new EigenDecompositionNonSymmetric(MatrixUtils.createRealMatrix(rates.rates()))
            .getEigenvalues();
    double[] real = Arrays.stream(values).mapToDouble(Complex::getRealPart).sorted().toArray();
    return 1 / Math.abs(real[real.length - 2]);
  }

  private static double[][] firstPassage(RateMatrix rates) {
    int states = rates.states();
    double[][] times = new double[states][states];
    for (int target = 0; target < states; target++) {
      RealMatrix others = MatrixUtils.createRealMatrix(states - 1, states - 1);
      for (int i = 0; i < states - 1; i++) {
        for (int j = 0; j < states - 1; j++) {
          others.setEntry(i, j, -rates.rate(skip(i, target), skip(j, target)));
        }
      }
      double[] ones = new double[states - 1];
      Arrays.fill(ones, 1);
      double[] solved =
          new LUDecomposition(others, 0).getSolver().solve(new ArrayRealVector(ones)).toArray();
      for (int i = 0; i < states - 1; i++) {
        times[skip(i, target)][target] = solved[i];
      }
    }
    return times;
  }

  private static int skip(int index, int left) {
    return index < left ? index : index + 1;
  }
}
