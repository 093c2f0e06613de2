package io.flyball.core.modes;

import java.util.Optional;

/**
 * A hidden Markov model with symbols: S hidden states, K symbols.
 *
 * @param initial S, the law of the first state
 * @param transition S x S, entry ij the probability of j one step after i; rows sum to 1
 * @param emission S x K, entry ik the probability of symbol k in state i; rows sum to 1
 * @param rates where time is irregular: the step over a gap is exp(Q gap) instead of {@code
 *     transition}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HiddenMarkovModel(
    double[] initial, double[][] transition, double[][] emission, Optional<RateMatrix> rates) {

  /** More symbols than this are no alphabet. */
  public static final int MAX_SYMBOLS = 1_000;

  public HiddenMarkovModel {
    int states = States.check(initial.length);
    initial = States.law("initial", initial, states);
    transition = rows("transition", transition, states, states);
    int symbols = emission.length == 0 ? 0 : emission[0].length;
    if (symbols < 1 || symbols > MAX_SYMBOLS) {
      throw new IllegalArgumentException(
          "symbols must be 1 to " + MAX_SYMBOLS + ", were " + symbols);
    }
    emission = rows("emission", emission, states, symbols);
    if (rates.isPresent() && rates.get().states() != states) {
      throw new IllegalArgumentException(
          "rates of " + rates.get().states() + " states for a model of " + states);
    }
  }

  /** Steps of equal length. */
  public static HiddenMarkovModel of(double[] initial, double[][] transition, double[][] emission) {
    return new HiddenMarkovModel(initial, transition, emission, Optional.empty());
  }

  private static double[][] rows(String what, double[][] rows, int count, int length) {
    if (rows.length != count) {
      throw new IllegalArgumentException(
          what + " must have " + count + " rows, has " + rows.length);
    }
    double[][] checked = new double[count][];
    for (int i = 0; i < count; i++) {
      checked[i] = States.law("row " + i + " of " + what, rows[i], length);
    }
    return checked;
  }

  public int states() {
    return initial.length;
  }

  public int symbols() {
    return emission[0].length;
  }

  /** The law of the state a step, or a gap, after a law. */
  double[] predict(double[] law, double gap) {
    double[][] step = rates.isPresent() ? rates.get().transition(gap) : transition;
    double[] next = new double[law.length];
    for (int i = 0; i < law.length; i++) {
      for (int j = 0; j < law.length; j++) {
        next[j] += law[i] * step[i][j];
      }
    }
    return next;
  }
}
