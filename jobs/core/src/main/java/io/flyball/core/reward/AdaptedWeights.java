package io.flyball.core.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.reward.weigh.CovarianceWeights;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Moves the weights of a policy's auxiliary components by {@link CovarianceWeights}: a decision
 * teaches once, when its reward can no longer change, with the last value of each component and 0
 * for one that nobody spoke about. A step beyond the guard's budget is shortened to it. Weights
 * that a control update sets are where learning goes on from. Every step is told with its reasons.
 *
 * <p>Cost: O(auxiliaries) a decision, and a walk through the arms every {@code every} decisions.
 */
final class AdaptedWeights {
  private final RewardSettings settings;
  private final WeightRule rule;
  private final RewardState state;
  private final RewardOutput out;

  AdaptedWeights(RewardSettings settings, RewardState state, RewardOutput out) {
    this.settings = settings;
    this.rule = settings.weightRule();
    this.state = state;
    this.out = out;
  }

  /** What learning adds to the weighted sum under rules; looks up the state when it must. */
  double added(Map<String, Double> inputs, RewardRules rules) {
    if (rule.isNone()) {
      return 0;
    }
    double[] base = base(rules);
    LearnedWeights known = state.learned().get(RewardState.POLICY);
    if (known == null || !known.names().equals(rule.auxiliaries())) {
      state.learned().put(RewardState.POLICY, LearnedWeights.begun(rule.auxiliaries(), base));
      return 0;
    }
    if (!known.isOf(rule.auxiliaries(), base)) {
      state.learned().put(RewardState.POLICY, known.restarted(base));
      return 0;
    }
    return moved(inputs, base, known.moments().weights());
  }

  /** The weighted sum under rules, with what is learned where it is about their weights. */
  ToDoubleFunction<Map<String, Double>> under(RewardRules rules) {
    LearnedWeights known = rule.isNone() ? null : state.learned().get(RewardState.POLICY);
    double[] base = base(rules);
    if (known == null || !known.isOf(rule.auxiliaries(), base)) {
      return rules.weights()::combine;
    }
    double[] weights = known.moments().weights();
    return means -> rules.weights().combine(means) + moved(means, base, weights);
  }

  /** A reward can no longer change. */
  void ended(OpenReward open, long time) {
    LearnedWeights known =
        rule.isNone() || open.arm().isEmpty() ? null : state.learned().get(RewardState.POLICY);
    if (known == null || !known.names().equals(rule.auxiliaries())) {
      return;
    }
    double[] auxiliaries =
        rule.auxiliaries().stream().mapToDouble(name -> input(open, name)).toArray();
    CovarianceWeights.State before = known.moments();
    CovarianceWeights.State after =
        rule.rule().observe(before, input(open, rule.primary()), auxiliaries, 1);
    if (!after.sameWeights(before)) {
      after = step(open, time, before, after);
    }
    state.learned().put(RewardState.POLICY, new LearnedWeights(known.names(), known.base(), after));
  }

  private CovarianceWeights.State step(
      OpenReward open, long time, CovarianceWeights.State before, CovarianceWeights.State wanted) {
    double bound = bound(before, wanted);
    double budget = settings.guard().budget();
    CovarianceWeights.State taken = wanted;
    if (bound > budget) {
      taken = wanted.between(before, budget / bound);
      out.count(RewardCount.WEIGHTS_LIMITED, 1);
    }
    out.count(RewardCount.WEIGHTS_MOVED, 1);
    out.alert(told(Reward.policy(open.decisionId()), time, before, taken, bound));
    return taken;
  }

  /** How far the step could move the policy. */
  private double bound(CovarianceWeights.State before, CovarianceWeights.State after) {
    double[] from = before.weights();
    double[] to = after.weights();
    ShiftGuard.Verdict verdict =
        new ArmVerdict(settings)
            .judge(state.allArms(), arm -> 0, arm -> moved(arm.means(), from, to), 0);
    return verdict.bound();
  }

  private Alert told(
      String policy,
      long time,
      CovarianceWeights.State before,
      CovarianceWeights.State after,
      double bound) {
    Map<String, Double> values = new TreeMap<>();
    StringBuilder moves = new StringBuilder();
    List<String> names = rule.auxiliaries();
    for (int k = 0; k < names.size(); k++) {
      double covariance = after.covariances()[k];
      values.put("before." + names.get(k), before.weights()[k]);
      values.put("weight." + names.get(k), after.weights()[k]);
      values.put("covariance." + names.get(k), covariance);
      if (before.weights()[k] != after.weights()[k]) {
        moves.append(
            String.format(
                Locale.ROOT,
                "%s%s from %.4g to %.4g (covariance with %s %.4g)",
                moves.length() == 0 ? "" : ", ",
                names.get(k),
                before.weights()[k],
                after.weights()[k],
                rule.primary(),
                covariance));
      }
    }
    double budget = settings.guard().budget();
    values.put("bound", Math.min(bound, budget));
    values.put("wanted", bound);
    values.put("budget", budget);
    values.put("rewards", (double) after.seen());
    String limit = bound > budget ? ", where the step was shortened to" : "";
    return new Alert(
        "reward/REWARD_WEIGHTS_MOVED/" + policy + "/" + time + "/" + after.seen(),
        time,
        "reward",
        "REWARD_WEIGHTS_MOVED",
        policy,
        Alert.Severity.INFO,
        time,
        String.format(
            Locale.ROOT,
            "after %d final rewards: %s; the step could move the policy by %.3f%s, the budget is"
                + " %.3f",
            after.seen(),
            moves,
            Math.min(bound, budget),
            limit,
            budget),
        List.of(),
        values);
  }

  private double moved(Map<String, Double> inputs, double[] from, double[] to) {
    double sum = 0;
    for (int k = 0; k < from.length; k++) {
      sum += (to[k] - from[k]) * inputs.getOrDefault(rule.auxiliaries().get(k), 0.0);
    }
    return sum;
  }

  private double[] base(RewardRules rules) {
    return rule.auxiliaries().stream().mapToDouble(rules.weights()::of).toArray();
  }

  /** Hindsight that replaces a component in the scalar does not unsay it here. */
  private static double input(OpenReward open, String component) {
    Held held = open.components().get(component);
    return held == null ? 0 : held.standardised();
  }
}
