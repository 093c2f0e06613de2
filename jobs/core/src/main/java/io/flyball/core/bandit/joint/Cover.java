package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.features.ArmVectors;
import java.util.Arrays;

/**
 * Online cover ({@code cb_explore_adf_cover.cc} of Vowpal Wabbit; Agarwal, Hsu, Kale, Langford, Li,
 * Schapire, "Taming the monster", ICML 2014): B regressions, each but the first paid psi m norm /
 * max(p, m) more for arms that the ones before it leave out; each puts 1/B on its best arm, and
 * every arm gets at least m. Cost: B times that of one; all arms are learned.
 *
 * @param learners 1 to 100
 * @param psi at least 0: how much the regressions should differ; 1 is usual
 * @param epsilon K m; 0 takes m = min(1/K, 1/sqrt(t K)), with t the rewards learned
 */
public record Cover(int learners, double psi, double epsilon) implements Exploration {
  public Cover {
    Bag.requireLearners(learners);
    Checks.within("psi", psi, 0, Checks.GREATEST);
    Checks.within("epsilon", epsilon, 0, 1);
  }

  @Override
  public boolean all() {
    return true;
  }

  private double least(JointState state, int k) {
    return epsilon > 0
        ? epsilon / k
        : Math.min(1.0 / k, 1 / Math.sqrt(Math.max(1, state.learned()) * k));
  }

  /** The arms that a regression finds best, sharing its part alike. */
  private double put(double[] vote, double[] p, double m, double norm) {
    double add = 1.0 / learners;
    double after = norm;
    Pick.uniformOverBest(vote);
    for (int j = 0; j < p.length; j++) {
      double part = add * vote[j];
      if (part > 0) {
        after += p[j] < m ? Math.max(0, part - (m - p[j])) : part;
        p[j] += part;
      }
    }
    return after;
  }

  @Override
  public void propensities(JointState state, ArmVectors x, double[] out) {
    double m = least(state, out.length);
    double[] vote = new double[out.length];
    Arrays.fill(out, 0);
    for (int learner = 0; learner < learners; learner++) {
      state.predict(learner, x, vote);
      put(vote, out, m, 0);
    }
    Floors.project(m * out.length, out);
  }

  @Override
  public void learn(JointState state, JointExample e) {
    int k = e.all().size();
    double m = least(state, k);
    double[] values = state.values(e);
    double[] p = new double[k];
    double norm = m * k;
    double[] vote = new double[k];
    for (int learner = 0; learner < learners; learner++) {
      state.predict(learner, e.all(), vote);
      if (learner == 0) {
        state.reduce(0, e, 1);
      } else {
        double[] bonus = bonus(p, m, norm, psi);
        for (int j = 0; j < k; j++) {
          state.learn(learner, e.all().of(j), values[j] + bonus[j], e.h());
        }
      }
      norm = put(vote, p, m, norm);
    }
    state.learnBeside(e);
  }

  /** psi m / (max(p, m)/norm): what arms are paid for being left out so far. */
  static double[] bonus(double[] p, double m, double norm, double psi) {
    double[] bonus = new double[p.length];
    for (int j = 0; j < p.length; j++) {
      bonus[j] = psi * m * norm / Math.max(p[j], m);
    }
    return bonus;
  }
}
