package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * The forward filter of a hidden Markov model (Rabiner 1989): alpha' ~ (alpha A) o B[:, symbol],
 * normalised by c; the log-likelihood grows by ln c. One entity. A symbol that the model holds for
 * impossible leaves the law as the prediction has it and is told. Cost: O(S^2); with rates O(S^3).
 */
public final class HmmFilter {

  /**
   * What one symbol told.
   *
   * @param posterior the law of the state after it
   * @param mode the likeliest state; of equal ones the first
   * @param entropy of the posterior, nats
   * @param surprise -ln of the symbol's probability before it was seen; empty when that was 0
   * @param left the mode that ended here, if the mode changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Step(
      double[] posterior,
      int mode,
      double entropy,
      Optional<Double> surprise,
      Optional<Dwell> left) {}

  /**
   * A stay in a mode.
   *
   * @param start time at which the mode was first the likeliest
   * @param end time at which another became the likeliest
   */
  public record Dwell(int mode, long start, long end) {}

  private final int states;
  private double[] law;
  private long time;
  private int mode = -1;
  private long since;
  private double logLikelihood;
  private long symbols;
  private long impossible;

  public HmmFilter(int states) {
    this.states = States.check(states);
  }

  /**
   * Takes a symbol.
   *
   * @param at time of the symbol; the gap to the one before counts when the model has rates, in
   *     {@code unit}
   * @param unit length of a unit of the model's time, in the unit of {@code at}; > 0
   * @throws IllegalArgumentException for a symbol or a model that does not fit, or a time before
   *     the last one; nothing is changed then
   */
  public Step update(HiddenMarkovModel model, int symbol, long at, double unit) {
    if (model.states() != states) {
      throw new IllegalArgumentException(
          "a model of " + model.states() + " states for a filter of " + states);
    }
    if (symbol < 0 || symbol >= model.symbols()) {
      throw new IllegalArgumentException(
          "symbol must be 0 to " + (model.symbols() - 1) + ", was " + symbol);
    }
    if (law != null && at < time) {
      throw new IllegalArgumentException("time goes back from " + time + " to " + at);
    }
    double[] predicted =
        law == null ? model.initial() : model.predict(law, ((double) at - time) / unit);
    double[] next = new double[states];
    double c = 0;
    for (int i = 0; i < states; i++) {
      next[i] = predicted[i] * model.emission()[i][symbol];
      c += next[i];
    }
    if (c > 0) {
      for (int i = 0; i < states; i++) {
        next[i] /= c;
      }
      logLikelihood += Math.log(c);
    } else {
      next = predicted.clone();
      impossible++;
    }
    symbols++;
    law = next;
    time = at;
    Optional<Dwell> left = settle(at);
    return new Step(
        next.clone(),
        mode,
        entropy(next),
        c > 0 ? Optional.of(Math.max(0, -Math.log(c))) : Optional.empty(),
        left);
  }

  private Optional<Dwell> settle(long at) {
    int likeliest = 0;
    for (int i = 1; i < states; i++) {
      likeliest = law[i] > law[likeliest] ? i : likeliest;
    }
    if (likeliest == mode) {
      return Optional.empty();
    }
    Optional<Dwell> left = mode < 0 ? Optional.empty() : Optional.of(new Dwell(mode, since, at));
    mode = likeliest;
    since = at;
    return left;
  }

  private static double entropy(double[] p) {
    double sum = 0;
    for (double each : p) {
      sum -= each > 0 ? each * Math.log(each) : 0;
    }
    return Math.max(0, sum);
  }

  public int states() {
    return states;
  }

  /** Time at which the mode was first the likeliest; 0 before the first symbol. */
  public long since() {
    return since;
  }

  /** Of the possible symbols. */
  public double logLikelihood() {
    return logLikelihood;
  }

  public long symbols() {
    return symbols;
  }

  /** Symbols that the model held for impossible. */
  public long impossible() {
    return impossible;
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(states);
    out.writeBoolean(law != null);
    if (law != null) {
      for (double p : law) {
        out.writeDouble(p);
      }
    }
    out.writeLong(time);
    out.writeInt(mode);
    out.writeLong(since);
    out.writeDouble(logLikelihood);
    out.writeLong(symbols);
    out.writeLong(impossible);
  }

  public static HmmFilter read(DataInput in) throws IOException {
    HmmFilter filter = new HmmFilter(in.readInt());
    if (in.readBoolean()) {
      filter.law = new double[filter.states];
      for (int i = 0; i < filter.states; i++) {
        filter.law[i] = in.readDouble();
      }
    }
    filter.time = in.readLong();
    filter.mode = in.readInt();
    filter.since = in.readLong();
    filter.logLikelihood = in.readDouble();
    filter.symbols = in.readLong();
    filter.impossible = in.readLong();
    return filter;
  }
}
