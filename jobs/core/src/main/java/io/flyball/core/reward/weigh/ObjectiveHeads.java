package io.flyball.core.reward.weigh;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.preference.PreferenceLoss;

/**
 * One linear head per objective over shared features, each learned from preferences about its own
 * objective alone, and weighed only when asked (the multi-head form of direct preference
 * optimisation): for a preferred x+ and a rejected x- of objective h the loss is -log sigma(beta
 * (w_h - w_ref)(x+ - x-)), and a score is sum_h (w_h / sum w) head_h(x). Where p of the preferences
 * between two fixed items go one way, the margin settles at logit(p)/beta. Cost: O(d) a preference.
 */
public final class ObjectiveHeads {
  private final double[][] heads;
  private final double[][] reference;
  private final double beta;
  private final long[] seen;
  private final long[] agreed;

  /**
   * Heads that start as their reference.
   *
   * @param reference one row per objective
   * @param beta strength of the pull to the reference, above 0; .1 is usual
   */
  public ObjectiveHeads(double[][] reference, double beta) {
    this.beta = Checks.positive("beta", beta);
    this.reference = new double[reference.length][];
    this.heads = new double[reference.length][];
    for (int h = 0; h < reference.length; h++) {
      Checks.vector("reference", reference[h], reference[0].length);
      this.reference[h] = reference[h].clone();
      this.heads[h] = reference[h].clone();
    }
    this.seen = new long[reference.length];
    this.agreed = new long[reference.length];
  }

  /** Learns one preference; no other head moves. */
  public void prefer(int objective, double[] preferred, double[] rejected, double rate) {
    double[] head = head(objective);
    Checks.vector("preferred features", preferred, head.length);
    Checks.vector("rejected features", rejected, head.length);
    Checks.positive("rate", rate);
    double margin = margin(objective, preferred, rejected);
    seen[objective]++;
    agreed[objective] += margin > 0 ? 1 : 0;
    double[] difference = new double[head.length];
    for (int i = 0; i < head.length; i++) {
      difference[i] = preferred[i] - rejected[i];
    }
    PreferenceLoss.descend(head, 0, difference, margin, beta, rate);
  }

  /** (w_h - w_ref)(x+ - x-): how far the head has moved towards this preference. */
  public double margin(int objective, double[] preferred, double[] rejected) {
    double[] head = head(objective);
    double sum = 0;
    for (int i = 0; i < head.length; i++) {
      sum += (head[i] - reference[objective][i]) * (preferred[i] - rejected[i]);
    }
    return sum;
  }

  /** Share of an objective's preferences that its head foresaw; NaN before the first. */
  public double accuracy(int objective) {
    head(objective);
    return seen[objective] == 0 ? Double.NaN : (double) agreed[objective] / seen[objective];
  }

  /** One score per objective. */
  public double[] scores(double[] features) {
    double[] out = new double[heads.length];
    for (int h = 0; h < out.length; h++) {
      Checks.vector("features", features, heads[h].length);
      for (int i = 0; i < features.length; i++) {
        out[h] += heads[h][i] * features[i];
      }
    }
    return out;
  }

  /** The score under weights of this request: not negative, not all 0, one per objective. */
  public double score(double[] features, double[] weights) {
    Checks.vector("weights", weights, heads.length);
    double[] scores = scores(features);
    double sum = 0;
    double weight = 0;
    for (int h = 0; h < scores.length; h++) {
      double w = Checks.within("weight", weights[h], 0, Double.MAX_VALUE);
      sum += w * scores[h];
      weight += w;
    }
    return sum / Checks.positive("sum of the weights", weight);
  }

  private double[] head(int objective) {
    if (objective < 0 || objective >= heads.length) {
      throw new IllegalArgumentException(
          "objective must lie in [0, " + heads.length + "), found " + objective);
    }
    return heads[objective];
  }
}
