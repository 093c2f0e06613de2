package io.flyball.core.bandit.guide;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.ForwardingPolicy;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * A policy that draws, held in an {@link EntropyBand}: its propensities become p_i^(1/T) / sum_j
 * p_j^(1/T), for a softmax the same as a temperature T times its own, and T follows the entropy of
 * what was decided, as a share of ln K. What is given is what is drawn from, so logged propensities
 * stay true; T is part of the state and moves with decisions alone, so a replay is the same.
 *
 * <p>An arm of propensity 0 keeps it. Adds [mean | count | T] to the shared state. Cost: the
 * propensities are found twice a decision.
 *
 * @param inner a policy whose learning does not depend on how it draws
 * @param band the band and its step
 * @param horizon rounds over which the step fades, at least 1
 */
public record EntropyGuided(Policy inner, EntropyBand band, long horizon)
    implements ForwardingPolicy {
  /** T stays between this and its inverse. */
  private static final double LEAST = 1e-3;

  public EntropyGuided {
    if (inner.deterministic()) {
      throw new IllegalArgumentException(
          "'" + inner.shape().kind() + "' does not draw: there is no entropy to hold in a band");
    }
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon must be at least 1, found " + horizon);
    }
  }

  private int mean() {
    return inner.shape().shared();
  }

  private int temperature() {
    return mean() + 2;
  }

  @Override
  public Shape shape() {
    Shape s = inner.shape();
    return new Shape(
        "entropy-" + s.kind(),
        s.context(),
        s.features(),
        s.objectives(),
        s.shared() + 3,
        s.perArm());
  }

  @Override
  public void startShared(double[] shared) {
    inner.startShared(shared);
    shared[temperature()] = 1;
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    inner.propensities(shared, question, out);
    temper(shared[temperature()], out);
  }

  /** Of the largest, which is above 0, the power is 1: the sum is never 0. */
  static void temper(double temperature, double[] p) {
    if (temperature == 1) {
      return;
    }
    double most = 0;
    for (double each : p) {
      most = Math.max(most, each);
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = p[i] == 0 ? 0 : Math.exp(Math.log(p[i] / most) / temperature);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    int arms = question.arms().length;
    if (arms > 1) {
      double[] p = new double[arms];
      propensities(shared, question, p);
      double entropy = Math.max(0, EntropyBand.entropy(p) / Math.log(arms));
      int at = mean();
      double progress = Math.min(1, shared[Shape.DECIDED] / horizon);
      EntropyBand.State next =
          band.observe(
              new EntropyBand.State(
                  shared[at], shared[at + 1], shared[at + 2], EntropyBand.Verdict.INSIDE),
              entropy,
              progress);
      shared[at] = next.mean();
      shared[at + 1] = next.count();
      shared[at + 2] = Math.max(LEAST, Math.min(1 / LEAST, next.temperature()));
    }
    return inner.decided(shared, question, choice);
  }

  /** A slate's positions are drawn one after the other. */
  @Override
  public boolean fillsSlates() {
    return false;
  }

  /** What the band saw is not taken back. */
  @Override
  public boolean retract(Arm arm, double[] learned, double weight) {
    return false;
  }

  /** The band is no sum. */
  @Override
  public boolean additive() {
    return false;
  }
}
