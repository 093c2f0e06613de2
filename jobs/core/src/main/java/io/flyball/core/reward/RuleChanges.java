package io.flyball.core.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.guard.ShiftGuard;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets a change of weights or shaping into force, or holds it: a change whose bound on the policy's
 * shift exceeds the budget waits until an operator releases it, or until another replaces it. A
 * policy of which nothing is known yet takes any change.
 */
public final class RuleChanges {
  private final RewardSettings settings;
  private final RewardControl control;
  private final RewardState state;
  private final RewardOutput out;
  private final AdaptedWeights weights;

  public RuleChanges(
      RewardSettings settings, RewardControl control, RewardState state, RewardOutput out) {
    this.settings = settings;
    this.control = control;
    this.state = state;
    this.out = out;
    this.weights = new AdaptedWeights(settings, state, out);
  }

  /**
   * Judges the newest update unless it was judged before.
   *
   * @param newest can be applied; null for none
   * @return the update in force for this key; null for the configuration
   */
  public ControlUpdate follow(String policyName, ControlUpdate newest) {
    if (newest == null) {
      return null;
    }
    PolicyRewards known = state.policy().get(RewardState.POLICY);
    PolicyRewards policy = known == null ? PolicyRewards.NONE : known;
    if (newest.equals(policy.seen())) {
      return policy.inForce();
    }
    RewardRules before = control.apply(policy.inForce());
    RewardRules after = control.apply(newest);
    ShiftGuard.Verdict verdict =
        new ArmVerdict(settings).judge(state.allArms(), before, after, weights);
    boolean released = !verdict.accepted() && RewardControl.released(newest);
    PolicyRewards judged = policy.judged(newest, verdict.accepted() || released);
    state.policy().put(RewardState.POLICY, judged);
    if (verdict.accepted()) {
      out.count(RewardCount.CHANGES_ACCEPTED, 1);
    } else {
      out.count(released ? RewardCount.CHANGES_RELEASED : RewardCount.CHANGES_HELD, 1);
      out.alert(alert(policyName, newest, verdict, released));
    }
    return judged.inForce();
  }

  private Alert alert(
      String policy, ControlUpdate update, ShiftGuard.Verdict verdict, boolean released) {
    String kind = released ? "REWARD_CHANGE_RELEASED" : "REWARD_CHANGE_HELD";
    String rest =
        released
            ? "an operator released it"
            : "it is held; send it again as a higher version with release=true, or give the policy"
                + String.format(
                    Locale.ROOT, " a temperature of at least %.3g", verdict.temperature());
    return new Alert(
        "reward/" + kind + "/" + policy + "/" + update.target() + "/" + update.version(),
        update.time(),
        "reward",
        kind,
        policy,
        released ? Alert.Severity.INFO : Alert.Severity.WARNING,
        update.time(),
        String.format(
            Locale.ROOT,
            "control version %d could move the policy by %.3f, the budget is %.3f: %s",
            update.version(),
            verdict.bound(),
            settings.guard().budget(),
            rest),
        List.of(update.target() + "/" + update.version()),
        values(verdict));
  }

  private Map<String, Double> values(ShiftGuard.Verdict verdict) {
    Map<String, Double> values = new TreeMap<>();
    values.put("change", verdict.change());
    values.put("bound", verdict.bound());
    values.put("predicted", verdict.predicted());
    values.put("budget", settings.guard().budget());
    values.put("temperature", verdict.temperature());
    values.put("nearTies", verdict.nearTies());
    return values;
  }
}
