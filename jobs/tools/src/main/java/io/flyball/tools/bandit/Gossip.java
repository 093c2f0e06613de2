package io.flyball.tools.bandit;

import io.flyball.core.random.Draws;
import io.flyball.core.sync.GossipNode;
import io.flyball.core.sync.GossipRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Regions in a ring that learn one model by gossip, without a middle: each has a loss sum_j a_j / 2
 * (x_j - c_j)^2 of its own, a_j from 1 to {@code steep} and c_j drawn by the seed. Gradients and
 * meetings come by Poisson clocks.
 *
 * @param nodes regions, at least 2
 * @param length of the model
 * @param steep L, at least 1
 */
public record Gossip(int nodes, int length, double steep, long seed) {
  private static final int LOOKS = 4;
  private static final int CLOCK = -1;

  /**
   * What a run is like at a time.
   *
   * @param gradients taken so far
   * @param meetings of two regions so far
   * @param bytes told in them
   * @param error mean squared distance of a value to that of the best model
   */
  public record Result(double time, long gradients, long meetings, long bytes, double error) {}

  public Gossip {
    if (nodes < 2 || length < 1 || !(steep >= 1 && steep <= 1e6)) {
      throw new IllegalArgumentException(
          "gossip has at least two nodes, a length of at least 1 and L from 1 to 1000000");
    }
  }

  /** Looks at a run four times, the last at its end. */
  public List<Result> run(double until) {
    GossipRules rules = GossipRules.ring(nodes, 1, steep);
    List<GossipNode> ring = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      ring.add(new GossipNode(rules, new double[length]));
    }
    double rate = nodes + rules.meetings();
    List<Result> results = new ArrayList<>();
    long gradients = 0;
    long meetings = 0;
    double time = 0;
    for (long event = 0; results.size() < LOOKS; event++) {
      time -= Math.log(1 - Draws.uniform(seed, CLOCK, 3 * event)) / rate;
      while (results.size() < LOOKS && time > until * (results.size() + 1) / LOOKS) {
        double at = until * (results.size() + 1) / LOOKS;
        long bytes = 2 * meetings * length * Double.BYTES;
        results.add(new Result(at, gradients, meetings, bytes, error(ring, at)));
      }
      if (results.size() == LOOKS) {
        break;
      }
      double which = Draws.uniform(seed, CLOCK, 3 * event + 2);
      if (Draws.uniform(seed, CLOCK, 3 * event + 1) * rate < nodes) {
        int i = (int) (which * nodes);
        ring.get(i).advance(time);
        ring.get(i).learn(x -> gradient(i, x));
        gradients++;
      } else {
        int i = (int) (which * (nodes == 2 ? 1 : nodes));
        meet(ring.get(i), ring.get((i + 1) % nodes), time);
        meetings++;
      }
    }
    return results;
  }

  private static void meet(GossipNode a, GossipNode b, double time) {
    a.advance(time);
    b.advance(time);
    double[] told = a.told();
    a.meet(b.told());
    b.meet(told);
  }

  private double curve(int node, int j) {
    return 1 + (steep - 1) * Draws.uniform(seed, node, 1_000_000L + j);
  }

  private double[] gradient(int node, double[] x) {
    double[] gradient = new double[length];
    for (int j = 0; j < length; j++) {
      gradient[j] = curve(node, j) * (x[j] - Draws.gaussian(seed, node, j));
    }
    return gradient;
  }

  private double error(List<GossipNode> ring, double at) {
    double sum = 0;
    for (GossipNode node : ring) {
      node.advance(at);
    }
    for (int j = 0; j < length; j++) {
      double weights = 0;
      double centres = 0;
      for (int i = 0; i < nodes; i++) {
        weights += curve(i, j);
        centres += curve(i, j) * Draws.gaussian(seed, i, j);
      }
      for (GossipNode node : ring) {
        double off = node.model()[j] - centres / weights;
        sum += off * off;
      }
    }
    return sum / nodes / length;
  }
}
