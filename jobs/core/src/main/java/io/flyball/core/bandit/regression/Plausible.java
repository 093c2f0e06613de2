package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.linear.Regression;

/**
 * The rewards that an online regression could still come to predict: an example of importance w
 * that contradicts the prediction by f moves it by z = s w, with s the regression's sensitivity,
 * and is plausible while it costs the past no more than w (f^2 - (f-z)^2) = z^2 (2f-z) / s &lt;= c0
 * ln(K t) (Krishnamurthy, Agarwal, Huang, Daumé, Langford, "Active learning for cost-sensitive
 * classification", ICML 2017, as used by RegCB).
 *
 * <p>Rewards lie in [0, 1]; f is measured to one beyond the range, so it is never 0. Cost: K
 * sensitivities and two bisections per arm.
 *
 * @param regression one that knows its sensitivity
 * @param mellowness c0, above 0: larger keeps more plausible
 */
public record Plausible(Regression regression, double mellowness) {
  private static final int BISECTIONS = 40;

  public Plausible {
    Checks.positive("mellowness", mellowness);
    // Refuses a regression without sensitivity now instead of at the first decision.
    double[] fresh = new double[regression.size()];
    regression.start(fresh);
    regression.sensitivity(fresh, new double[regression.d()], 1);
  }

  /** Largest plausible reward of each arm; predictions beyond the range count as its end. */
  void upper(double[] shared, Question question, double[] out) {
    double budget = budget(shared, out.length);
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      double r = regression.predict(arm, 0, question.context());
      out[i] = r >= 1 ? 1 : unit(r + shift(arm, question.context(), 2 - r, budget));
    }
  }

  /** Smallest plausible reward of each arm. */
  void lower(double[] shared, Question question, double[] out) {
    double budget = budget(shared, out.length);
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      double r = regression.predict(arm, 0, question.context());
      out[i] = r <= 0 ? 0 : unit(r - shift(arm, question.context(), r + 1, budget));
    }
  }

  /** Whether each arm could still be the best: its largest reward reaches every smallest one. */
  boolean[] survivors(double[] shared, Question question) {
    int k = question.arms().length;
    double[] bound = new double[k];
    lower(shared, question, bound);
    double sure = 0;
    for (double low : bound) {
      sure = Math.max(sure, low);
    }
    upper(shared, question, bound);
    boolean[] survivors = new boolean[k];
    for (int i = 0; i < k; i++) {
      survivors[i] = bound[i] >= sure;
    }
    return survivors;
  }

  private static double unit(double r) {
    return Math.max(0, Math.min(1, r));
  }

  private double budget(double[] shared, int arms) {
    return mellowness * Math.log(arms * (shared[Shape.LEARNED] + 1));
  }

  private double shift(double[] arm, double[] x, double error, double budget) {
    return shift(error, budget * regression.sensitivity(arm, x, error));
  }

  /** The z in [0, f] with z^2 (2f-z) = {@code room}; f when there is room for all of it. */
  public static double shift(double f, double room) {
    if (f * f * f <= room) {
      return f;
    }
    double low = 0;
    double high = f;
    for (int i = 0; i < BISECTIONS; i++) {
      double z = (low + high) / 2;
      if (z * z * (2 * f - z) > room) {
        high = z;
      } else {
        low = z;
      }
    }
    return low;
  }
}
