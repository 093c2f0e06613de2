package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * UCB1: mean + sqrt(alpha ln t / n) (Auer, Cesa-Bianchi, Fischer 2002; alpha = 2 there, 0.5 is the
 * practical form).
 *
 * @param alpha at least 0
 * @param pendingAware n counts decisions, else observed rewards as in the paper
 */
public record Ucb1(double alpha, boolean pendingAware) implements CountPolicy {
  public Ucb1 {
    Checks.within("alpha", alpha, 0, Double.MAX_VALUE);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    if (!CountPolicy.means(question, out)) {
      return;
    }
    double budget = alpha * Math.log(shared[Shape.DECIDED] + 1);
    for (int i = 0; i < out.length; i++) {
      double n = question.arms()[i].state()[pendingAware ? DECIDED : OBSERVED];
      out[i] = n > 0 ? out[i] + Math.sqrt(budget / n) : Double.POSITIVE_INFINITY;
    }
  }

  @Override
  public boolean deterministic() {
    return true;
  }
}
