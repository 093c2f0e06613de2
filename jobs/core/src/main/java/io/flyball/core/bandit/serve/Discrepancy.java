package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.serve.Published.Probe;

/**
 * How far what was learned disagrees with the published policy, in squared reward: the trigger of
 * {@link io.flyball.core.continuing.LazyPlanner} for a bandit, whose states do not follow each
 * other.
 *
 * <pre>
 *   U = sum N(a) (f(a) - f'(a))^2 = N mean over probes of sum p(a) (f(x, a) - f'(x, a))^2
 * </pre>
 *
 * <p>N is the number of rewards learned, p what the published policy showed, f and f' the scores of
 * then and now. It grows with the rewards as long as a disagreement lasts, and so finds small ones
 * late and large ones soon. Cost: two scores of each arm of each probe.
 */
final class Discrepancy {
  private Discrepancy() {}

  /** 0 without probes; infinite, so that it is published, where the scores of then are not kept. */
  static double of(Learner learner, Probe[] probes) {
    double sum = 0;
    for (Probe probe : probes) {
      if (probe.scores().length < probe.propensities().length) {
        return Double.MAX_VALUE;
      }
      double[] now = learner.scores(question(learner, probe));
      for (int a = 0; a < now.length; a++) {
        double off = now[a] - probe.scores()[a];
        sum += probe.propensities()[a] == 0 ? 0 : probe.propensities()[a] * off * off;
      }
    }
    double all = probes.length == 0 ? 0 : learner.model().learned() * (sum / probes.length);
    return Double.isFinite(all) ? all : Double.MAX_VALUE;
  }

  static Question question(Learner learner, Probe probe) {
    return learner.question(probe.context(), probe.arms(), probe.features(), probe.weights());
  }
}
