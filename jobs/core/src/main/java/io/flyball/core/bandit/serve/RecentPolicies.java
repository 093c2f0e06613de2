package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.linear.RegressionPolicy;
import io.flyball.core.bandit.serve.Published.Probe;
import io.flyball.core.stats.ParetoFront;
import java.util.Arrays;
import java.util.Map;

/**
 * What the policies published of late trade off, where there are several objectives: the expected
 * reward of each objective over recent questions, mean over probes of sum p(a) f_m(x, a), of the
 * last 16 policies; which of them none dominates, and the volume that they dominate together.
 * Rewards are as they are learned, 0 being the worst of a range.
 */
final class RecentPolicies {
  private static final int KEPT = 16;

  /** More objectives would take more than a million steps. */
  private static final int MOST_OBJECTIVES = 5;

  private RecentPolicies() {}

  /**
   * Adds what is known of the policy that is published now to the evidence.
   *
   * @param recent of the policies before, the oldest first
   * @param answers its probabilities for the probes
   * @return the same with this policy
   */
  static double[][] add(
      double[][] recent,
      Learner learner,
      Probe[] probes,
      double[][] answers,
      Map<String, Double> evidence) {
    int objectives = learner.policy().shape().objectives();
    if (objectives < 2
        || probes.length == 0
        || !(learner.policy().base() instanceof RegressionPolicy policy)) {
      return recent;
    }
    double[] point = new double[objectives];
    for (int i = 0; i < probes.length; i++) {
      Question question = Discrepancy.question(learner, probes[i]);
      for (int a = 0; a < answers[i].length; a++) {
        double[] arm = question.arms()[a].state();
        for (int m = 0; m < objectives && answers[i][a] > 0; m++) {
          double expected = policy.regression().predict(arm, m, question.context());
          point[m] += answers[i][a] * expected / probes.length;
        }
      }
    }
    if (!Arrays.stream(point).allMatch(Double::isFinite)) {
      return recent;
    }
    // Points of an algorithm of another number of objectives cannot be compared.
    double[][] same =
        Arrays.stream(recent).filter(r -> r.length == objectives).toArray(double[][]::new);
    int from = Math.max(0, same.length + 1 - KEPT);
    double[][] after = Arrays.copyOfRange(same, from, same.length + 1);
    after[after.length - 1] = point;
    for (int m = 0; m < objectives; m++) {
      evidence.put("objective." + m, point[m]);
    }
    evidence.put("pareto", ParetoFront.holds(point, after) ? 1.0 : 0.0);
    evidence.put("pareto-set", (double) ParetoFront.size(after));
    evidence.put("recent", (double) after.length);
    if (objectives <= MOST_OBJECTIVES) {
      evidence.put("hypervolume", ParetoFront.hypervolume(after));
    }
    return after;
  }
}
