package io.flyball.core.sync;

import java.util.BitSet;

/**
 * The middle of a star: it holds the model x and what each client told of its gradient, and steps
 * against their mean.
 *
 * <pre>
 *   g_i += u_i,   x -= step mean(g_i)
 * </pre>
 *
 * <p>Who stays silent in a round counts with what it told before. An update of another round than
 * the open one, and a second one of a client, change nothing. Cost: k per update, d per round.
 */
public final class StarAggregator {
  private final double[] model;
  private final double[] mean;
  private final int clients;
  private final double step;
  private final BitSet heard = new BitSet();
  private long round;

  public StarAggregator(double[] model, int clients, double step) {
    if (clients < 1 || !(step > 0 && Double.isFinite(step))) {
      throw new IllegalArgumentException(
          "at least one client and a step above 0 are needed, found " + clients + " and " + step);
    }
    this.model = model.clone();
    this.mean = new double[model.length];
    this.clients = clients;
    this.step = step;
  }

  /**
   * Takes a client's update.
   *
   * @return whether it counts
   */
  public boolean take(int client, long ofRound, SparseUpdate update) {
    if (ofRound != round || client < 0 || client >= clients || heard.get(client)) {
      return false;
    }
    heard.set(client);
    for (int i = 0; i < update.places().length; i++) {
      mean[update.places()[i]] += update.values()[i] / clients;
    }
    return true;
  }

  /** How many clients were heard in the open round. */
  public int heard() {
    return heard.cardinality();
  }

  /** Steps, and opens the next round; the new model. */
  public double[] close() {
    for (int i = 0; i < model.length; i++) {
      model[i] -= step * mean[i];
    }
    heard.clear();
    round++;
    return model.clone();
  }

  /** The open round, from 0. */
  public long round() {
    return round;
  }

  public double[] model() {
    return model.clone();
  }
}
