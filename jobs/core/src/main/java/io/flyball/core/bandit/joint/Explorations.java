package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.regression.Plausible;
import io.flyball.core.bandit.regression.SquareCb;
import io.flyball.core.features.ArmVectors;
import java.util.Arrays;

/** Explorations that read one regression. */
public final class Explorations {
  private Explorations() {}

  /**
   * SquareCB: p = 1/(K + gamma (best - score)) for all but the best; gamma = scale t^exponent with
   * t the rewards learned. Examples have no weight but their own.
   */
  public record InverseGap(double scale, double exponent) implements Exploration {
    public InverseGap {
      Checks.within("scale", scale, 0, Checks.GREATEST);
      Checks.within("exponent", exponent, 0, 10);
    }

    @Override
    public boolean weighted() {
      return false;
    }

    @Override
    public void propensities(JointState state, ArmVectors x, double[] out) {
      state.predict(0, x, out);
      boolean[] all = new boolean[out.length];
      Arrays.fill(all, true);
      double t = state.learned();
      SquareCb.inverseGap(t == 0 ? 0 : scale * Math.pow(t, exponent), out, all);
    }
  }

  /** p ~ exp(lambda score). */
  public record Boltzmann(double lambda) implements Exploration {
    public Boltzmann {
      Checks.positive("lambda", lambda);
    }

    @Override
    public void propensities(JointState state, ArmVectors x, double[] out) {
      state.predict(0, x, out);
      Pick.softmax(1 / lambda, 0, out);
    }
  }

  /** The best, for the floor to mix with. */
  public record Best() implements Exploration {
    @Override
    public boolean deterministic() {
      return true;
    }

    @Override
    public void propensities(JointState state, ArmVectors x, double[] out) {
      state.predict(0, x, out);
      Pick.uniformOverBest(out);
    }
  }

  /**
   * RegCB: the arm whose largest plausible reward is best, or any that could still be the best
   * ({@link Plausible}). Rewards lie in [0, 1].
   */
  public record Confidence(double mellowness, boolean optimistic) implements Exploration {
    public Confidence {
      Checks.positive("mellowness", mellowness);
    }

    @Override
    public boolean weighted() {
      return false;
    }

    @Override
    public boolean unitRewards() {
      return true;
    }

    @Override
    public boolean deterministic() {
      return optimistic;
    }

    @Override
    public void propensities(JointState state, ArmVectors x, double[] out) {
      double budget = mellowness * Math.log(out.length * (state.learned() + 1));
      double sure = 0;
      state.predict(0, x, out);
      for (int i = 0; i < out.length; i++) {
        double r = unit(out[i]);
        double room = budget * state.sensitivity(x.of(i));
        out[i] = unit(r + Plausible.shift(2 - r, room));
        sure = Math.max(sure, unit(r - Plausible.shift(r + 1, room)));
      }
      if (!optimistic) {
        for (int i = 0; i < out.length; i++) {
          out[i] = out[i] >= sure ? 1 : 0;
        }
      }
      Pick.uniformOverBest(out);
    }

    private static double unit(double r) {
      return Math.max(0, Math.min(1, r));
    }
  }
}
