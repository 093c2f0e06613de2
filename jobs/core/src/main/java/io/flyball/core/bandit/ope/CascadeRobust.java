package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.LoggedDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Doubly robust values of slates, predicted from the slates before: sum over l of v_l r_l - w_l
 * Q_l(a_l) + w_(l-1) sum over a of pi(a) Q_l(a), with w_l the ratio of the slate down to l and
 * w_(-1) = 1. v_l is w_l where a reward follows from its position and those above, and the ratio of
 * the whole slate where it may follow from anything: what Q adds has mean 0. Q_l learns r_l + sum
 * over a of pi(a) Q_(l+1)(a), from the last position back (cascade-DR; Kiyohara, Saito, Matsuhiro,
 * Narita, Shimizu, Yamamoto, "Doubly robust off-policy evaluation for ranking policies under the
 * cascade behavior model", WSDM 2022). Positions apart have weights of their own, and Q_l learns
 * r_l alone.
 */
final class CascadeRobust {
  private final List<RewardModel> models = new ArrayList<>();
  private final boolean apart;

  /**
   * Without slates.
   *
   * @param model makes the one of a position from 0, which predicts from the rows before; null for
   *     none, so that Q = 0
   * @param apart whether a position's reward follows from its own arm alone
   */
  CascadeRobust(int positions, IntFunction<RewardModel> model, boolean apart) {
    this.apart = apart;
    for (int l = 0; model != null && l < positions; l++) {
      models.add(model.apply(l));
    }
  }

  /**
   * Value of a slate, which is learned after.
   *
   * @param p the policy's probability of each arm of each position, given those above
   * @param r rewards by position
   * @param v ratio by which a position's reward counts
   * @param weight ratio of the slate down to a position, or of the position where they are apart
   */
  double value(
      List<LogRow> rows,
      double[][] p,
      double[] r,
      IntToDoubleFunction v,
      IntToDoubleFunction weight) {
    int k = rows.size();
    double[] expected = new double[k];
    double value = 0;
    for (int l = 0; l < k; l++) {
      double predicted = 0;
      if (!models.isEmpty()) {
        LoggedDecision decision = rows.get(l).decision();
        expected[l] = models.get(l).value(decision, p[l], 0);
        predicted = models.get(l).predict(decision, decision.index(), 0);
      }
      double above = l == 0 || apart ? 1 : weight.applyAsDouble(l - 1);
      value +=
          v.applyAsDouble(l) * r[l] - weight.applyAsDouble(l) * predicted + above * expected[l];
    }
    for (int l = models.isEmpty() ? -1 : k - 1; l >= 0; l--) {
      double target = r[l] + (!apart && l + 1 < k ? expected[l + 1] : 0);
      models.get(l).add(rows.get(l).decision().earning(target), 0, 1);
    }
    return value;
  }
}
