package io.flyball.core.bandit.dynamic;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.linear.Cholesky;
import io.flyball.core.bandit.linear.Packed;
import java.util.Arrays;

/**
 * DynLin-UCB for rewards that carry the past: in epoch m an action is held for 1 + floor(ln m /
 * ln(1/rho)) rounds and only the last reward of the epoch is learned, when the state has nearly
 * settled (Mussi, Metelli, Restelli, "Dynamical Linear Bandits", ICML 2023).
 *
 * <p>At the start of an epoch: u in argmax h'u + beta_t sqrt(u'V^-1 u), beta_t = c1 sqrt(lambda) +
 * (c2/sqrt(lambda)) ln(e(t+1)) + sqrt(2 s^2 (ln(1/delta) + (d/2) ln(1 + t U^2/(d lambda)))). The
 * first action is uniform and held for two rounds, as in the authors' program.
 *
 * <p>Arms are action vectors, given as features. All state is shared: [V | b | arm held + 1 |
 * rounds left | epoch]. An arm held that is not eligible ends its epoch unlearned. Cost: O(1)
 * within an epoch, d^3/6 + K d^2/2 at its start.
 *
 * @param d length of an action
 * @param rho upper bound of the system's spectral radius, in [0, 1)
 * @param radius confidence radius
 */
public record DynLinUcb(int d, double rho, Radius radius) implements Policy {

  /**
   * The constants of beta_t.
   *
   * @param lambda ridge; ln T is usual
   * @param c1 bias of the ridge
   * @param c2 bias of what is left of earlier epochs
   * @param noise2 s^2, variance of the reward noise and the settled state noise
   * @param largest U, largest norm of an action
   * @param delta 1/T is usual
   */
  public record Radius(
      double lambda, double c1, double c2, double noise2, double largest, double delta) {
    public Radius {
      Checks.positive("lambda", lambda);
      Checks.within("c1", c1, 0, Double.MAX_VALUE);
      Checks.within("c2", c2, 0, Double.MAX_VALUE);
      Checks.within("noise variance", noise2, 0, Double.MAX_VALUE);
      Checks.positive("largest action", largest);
      Checks.positive("delta", Checks.within("delta", delta, 0, 1));
    }

    /** Radius of a known system with noise sigma over a horizon. */
    public static Radius of(
        LinearSystem system, double[][] actions, double sigma, double horizon, double lambda) {
      double rho = system.spectralRadius();
      double phi = system.overshoot();
      double u = 0;
      for (double[] action : actions) {
        u = Math.max(u, Matrices.norm(action));
      }
      double b = Matrices.spectralNorm(system.b());
      double omega = Matrices.norm(system.omega());
      double c1 = Matrices.norm(system.theta()) + omega * b * phi / (1 - rho);
      double c2 = u * omega * phi * (u * b / (1 - rho) + u / (1 - rho));
      double noise2 = sigma * sigma * (1 + omega * omega * phi * phi / (1 - rho * rho));
      return new Radius(lambda, c1, c2, noise2, u, 1 / horizon);
    }

    double at(double t, int d) {
      double growth = Math.log1p(t * largest * largest / (d * lambda));
      return c1 * Math.sqrt(lambda)
          + c2 / Math.sqrt(lambda) * (1 + Math.log(t + 1))
          + Math.sqrt(2 * noise2 * (Math.log(1 / delta) + d / 2.0 * growth));
    }
  }

  public DynLinUcb {
    if (d < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, found " + d);
    }
    if (!(rho >= 0 && rho < 1)) {
      throw new IllegalArgumentException("rho must lie in [0, 1), found " + rho);
    }
  }

  private static final int V = Shape.OWN_SHARED;

  private int b() {
    return V + Packed.size(d);
  }

  private int held() {
    return b() + d;
  }

  private int left() {
    return held() + 1;
  }

  private int epoch() {
    return held() + 2;
  }

  @Override
  public boolean fillsSlates() {
    return false;
  }

  @Override
  public Shape shape() {
    return Shape.of("dynlin", 0, d, Packed.size(d) + d + 3, 0);
  }

  @Override
  public void startShared(double[] shared) {
    Packed.addDiagonal(shared, V, d, radius.lambda());
  }

  private int heldIndex(double[] shared, Question question) {
    for (int i = 0; i < question.arms().length; i++) {
      if (question.arms()[i].number() == shared[held()] - 1) {
        return i;
      }
    }
    return -1;
  }

  private boolean holds(double[] shared, Question question) {
    return shared[left()] > 0 && heldIndex(shared, question) >= 0;
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double[] factor = new double[Packed.size(d)];
    // On a copy: a question changes nothing that is shared.
    double[] v = Arrays.copyOfRange(shared, V, V + Packed.size(d));
    Cholesky.factorRepaired(v, 0, d, factor, 0);
    double[] h = new double[d];
    double[] work = new double[d];
    Cholesky.solve(factor, 0, d, Arrays.copyOfRange(shared, b(), b() + d), h);
    double beta = radius.at(shared[Shape.DECIDED], d);
    for (int i = 0; i < out.length; i++) {
      double[] u = question.features(i);
      double width = Math.sqrt(Cholesky.forward(factor, 0, d, u, work));
      out[i] = Packed.dot(h, 0, u, d) + beta * width;
    }
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    if (holds(shared, question)) {
      Pick.oneHot(heldIndex(shared, question), out);
    } else if (shared[epoch()] == 0) {
      Arrays.fill(out, 1.0 / out.length);
    } else {
      scores(shared, question, out);
      Pick.uniformOverBest(out);
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    boolean goesOn = holds(shared, question) && heldIndex(shared, question) == choice;
    if (goesOn) {
      shared[left()]--;
    } else {
      shared[epoch()]++;
      shared[held()] = question.arms()[choice].number() + 1;
      shared[left()] = shared[epoch()] == 1 ? 1 : rounds(shared[epoch()]) - 1;
    }
    return new double[] {shared[left()] == 0 ? 1 : 0};
  }

  private double rounds(double m) {
    return rho < 1e-6 ? 1 : 1 + Math.floor(Math.log(m) / Math.log(1 / rho));
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    if (taken.note()[0] == 0) {
      return;
    }
    double[] u = taken.features();
    Packed.decayAdd(shared, V, d, 1, weight, u, 0);
    for (int i = 0; i < d; i++) {
      shared[b() + i] += weight * reward[0] * u[i];
    }
  }
}
