package io.flyball.tools.bandit;

import io.flyball.core.random.Draws;
import io.flyball.core.sync.Ef21;
import io.flyball.core.sync.MarkovCodec;
import io.flyball.core.sync.SparseUpdate;
import io.flyball.core.sync.StarAggregator;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients round a middle, each with a loss of its own: client i has L_i / 2 |x - c_i|^2, c_i drawn
 * by the seed, L_i = 1 but for the first client's. Each round every client tells k of the d values
 * of its gradient.
 *
 * @param clients n
 * @param length d
 * @param k values in an update
 * @param steep L of the first client
 */
public record Star(int clients, int length, int k, double steep, long seed) {

  /**
   * What a run ends with.
   *
   * @param squares squared length of the mean gradient
   * @param bytes that the clients sent
   */
  public record Result(String name, double step, double squares, long bytes) {}

  public Star {
    if (clients < 1
        || length < 1
        || k < 1
        || k > length
        || !(steep > 0 && Double.isFinite(steep))) {
      throw new IllegalArgumentException(
          "a star has at least one client, a length of at least 1, 1 to length values in an update"
              + " and a first client of L above 0");
    }
  }

  /** The same problem with the steps of both analyses, and with whole gradients. */
  public List<Result> run(long rounds) {
    double[] l = new double[clients];
    double sum = 0;
    for (int i = 0; i < clients; i++) {
      l[i] = i == 0 ? steep : 1;
      sum += l[i];
    }
    double mean = sum / clients;
    Ef21 rules = new Ef21((double) k / length);
    return List.of(
        run("whole gradients", length, 1 / mean, l, rounds),
        run("EF21, arithmetic mean", k, rules.step(mean, l), l, rounds),
        run("EF21, quadratic mean", k, rules.quadraticStep(mean, l), l, rounds));
  }

  private Result run(String name, int told, double step, double[] l, long rounds) {
    StarAggregator middle = new StarAggregator(new double[length], clients, step);
    List<MarkovCodec> codecs = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      codecs.add(new MarkovCodec(length, told));
    }
    long bytes = 0;
    for (long t = 0; t < rounds; t++) {
      double[] x = middle.model();
      for (int i = 0; i < clients; i++) {
        byte[] sent = codecs.get(i).next(gradient(i, l[i], x)).bytes();
        bytes += sent.length;
        middle.take(i, t, SparseUpdate.read(sent, length));
      }
      middle.close();
    }
    return new Result(name, step, squares(l, middle.model()), bytes);
  }

  private double[] gradient(int client, double l, double[] x) {
    double[] gradient = new double[length];
    for (int j = 0; j < length; j++) {
      gradient[j] = l * (x[j] - Draws.gaussian(seed, client, j));
    }
    return gradient;
  }

  private double squares(double[] l, double[] x) {
    double[] mean = new double[length];
    for (int i = 0; i < clients; i++) {
      double[] one = gradient(i, l[i], x);
      for (int j = 0; j < length; j++) {
        mean[j] += one[j] / clients;
      }
    }
    double sum = 0;
    for (double value : mean) {
      sum += value * value;
    }
    return sum;
  }
}
