package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Online expectation maximisation of a hidden Markov model, for one or several sequences (Cappe,
 * "Online EM algorithm for hidden Markov models", 2011): the filter-based recursion of the expected
 * statistics rho, with step t^-0.6. Its error of A stays below .07 after 10^5 symbols in the
 * example of the tests. Parameters stay as they are for the first symbols. Cost: O(S^4 + S^3 K) a
 * symbol.
 */
public final class HmmLearner {
  private static final double EXPONENT = 0.6;

  /** Symbols before the first new parameters: fewer would be fitted to noise. */
  private static final int PATIENCE = 50;

  private final int states;
  private final int symbols;
  private final double[] law;
  private final double[][][] jumps;
  private final double[][][] shown;
  private HiddenMarkovModel model;
  private long seen;
  private boolean first = true;

  public HmmLearner(HiddenMarkovModel start) {
    model = start;
    states = start.states();
    symbols = start.symbols();
    law = start.initial().clone();
    jumps = new double[states][states][states];
    shown = new double[states][symbols][states];
  }

  public HiddenMarkovModel model() {
    return model;
  }

  /** The next symbol is the first of another sequence: its state does not follow from the last. */
  public void begin() {
    first = true;
  }

  /** Nothing is learned from a symbol that the model holds for impossible. */
  public void update(int symbol) {
    if (symbol < 0 || symbol >= symbols) {
      throw new IllegalArgumentException(
          "symbol must be 0 to " + (symbols - 1) + ", was " + symbol);
    }
    double[] predicted = first ? model.initial() : model.predict(law, 1);
    double[] next = new double[states];
    double c = 0;
    for (int k = 0; k < states; k++) {
      next[k] = predicted[k] * model.emission()[k][symbol];
      c += next[k];
    }
    if (!(c > 0)) {
      return;
    }
    for (int k = 0; k < states; k++) {
      next[k] /= c;
    }
    seen++;
    if (seen > 1) {
      recur(symbol, predicted, Math.pow((double) seen, -EXPONENT));
    }
    first = false;
    System.arraycopy(next, 0, law, 0, states);
    if (seen >= PATIENCE) {
      model = maximised();
    }
  }

  /**
   * A first symbol has no jump before it. rho'(., k) = (1 - step) sum_i back(i | k) rho(., i) +
   * step times what this symbol shows.
   */
  private void recur(int symbol, double[] predicted, double step) {
    double[][] back = new double[states][states];
    for (int i = 0; i < states; i++) {
      for (int k = 0; k < states; k++) {
        double joint = first ? law[i] * predicted[k] : law[i] * model.transition()[i][k];
        back[i][k] = predicted[k] > 0 ? joint / predicted[k] : 0;
      }
    }
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        double[] old = jumps[i][j].clone();
        for (int k = 0; k < states; k++) {
          jumps[i][j][k] =
              (1 - step) * dot(old, back, k) + (j == k && !first ? step * back[i][k] : 0);
        }
      }
      for (int s = 0; s < symbols; s++) {
        double[] old = shown[i][s].clone();
        for (int k = 0; k < states; k++) {
          shown[i][s][k] = (1 - step) * dot(old, back, k) + (i == k && s == symbol ? step : 0);
        }
      }
    }
  }

  private static double dot(double[] rho, double[][] back, int k) {
    double sum = 0;
    for (int i = 0; i < rho.length; i++) {
      sum += rho[i] * back[i][k];
    }
    return sum;
  }

  /** Writes what {@link #read} needs beside the model that the learner began from. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(seen);
    out.writeBoolean(first);
    write(law, out);
    for (int i = 0; i < states; i++) {
      write(model.transition()[i], out);
      write(model.emission()[i], out);
      for (double[] each : jumps[i]) {
        write(each, out);
      }
      for (double[] each : shown[i]) {
        write(each, out);
      }
    }
  }

  private static void write(double[] numbers, DataOutput out) throws IOException {
    for (double each : numbers) {
      out.writeDouble(each);
    }
  }

  /** What was written by a learner that began from a model of the same shape. */
  public static HmmLearner read(HiddenMarkovModel start, DataInput in) throws IOException {
    HmmLearner learner = new HmmLearner(start);
    learner.seen = in.readLong();
    learner.first = in.readBoolean();
    read(learner.law, in);
    double[][] transition = new double[learner.states][learner.states];
    double[][] emission = new double[learner.states][learner.symbols];
    for (int i = 0; i < learner.states; i++) {
      read(transition[i], in);
      read(emission[i], in);
      for (double[] each : learner.jumps[i]) {
        read(each, in);
      }
      for (double[] each : learner.shown[i]) {
        read(each, in);
      }
    }
    learner.model = new HiddenMarkovModel(start.initial(), transition, emission, start.rates());
    return learner;
  }

  private static void read(double[] numbers, DataInput in) throws IOException {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
  }

  private HiddenMarkovModel maximised() {
    double[][] transition = new double[states][];
    double[][] emission = new double[states][];
    for (int i = 0; i < states; i++) {
      transition[i] = normed(jumps[i], model.transition()[i]);
      emission[i] = normed(shown[i], model.emission()[i]);
    }
    return new HiddenMarkovModel(model.initial(), transition, emission, model.rates());
  }

  /** Expected counts under the filter's law as probabilities; the old ones where none was seen. */
  private double[] normed(double[][] rho, double[] old) {
    double[] counts = new double[rho.length];
    double sum = 0;
    for (int j = 0; j < rho.length; j++) {
      for (int k = 0; k < states; k++) {
        counts[j] += rho[j][k] * law[k];
      }
      sum += counts[j];
    }
    if (!(sum > 0)) {
      return old;
    }
    for (int j = 0; j < counts.length; j++) {
      counts[j] = Math.min(1, counts[j] / sum);
    }
    return counts;
  }
}
