package io.flyball.jobs.gate;

import io.flyball.core.gate.GatePolicy;
import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.RiskClass;
import io.flyball.core.gate.rules.RuleOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one version of the rules makes of a proposal, with all that its verdict needs of them.
 *
 * @param known whether the risk class has costs
 * @param rule that decided, or empty
 * @param faulty whether a value or rule failed
 */
public record Ruled(
    long version,
    boolean shadow,
    boolean known,
    double miss,
    double block,
    boolean irreversible,
    int critics,
    long deadlineMs,
    int reproposals,
    List<String> silenced,
    String rule,
    boolean executes,
    String suggestion,
    boolean faulty) {

  static Ruled of(RulesVersion version, GateRules rules, String risk, RuleOutcome outcome) {
    GatePolicy policy = rules.policy();
    RiskClass costs = policy.risks().get(risk);
    return new Ruled(
        version.version(),
        version.shadow(),
        costs != null,
        costs == null ? 0 : costs.miss(),
        costs == null ? 0 : costs.block(),
        costs != null && costs.irreversible(),
        policy.critics(),
        policy.deadlineMs(),
        policy.reproposals(),
        List.copyOf(policy.silenced()),
        outcome.rule(),
        outcome.executes(),
        outcome.suggestion(),
        !outcome.faults().isEmpty());
  }

  /** The policy as far as it matters to an action of this class. */
  GatePolicy policy(String risk) {
    // A class of another name stands for all the others.
    RiskClass costs =
        known
            ? new RiskClass(risk, miss, block, irreversible)
            : new RiskClass(risk + "?", 1, 1, false);
    return new GatePolicy(
        Map.of(costs.name(), costs), critics, deadlineMs, reproposals, Set.copyOf(silenced));
  }

  RuleOutcome outcome() {
    return new RuleOutcome(
        rule, executes, suggestion, Map.of(), faulty ? List.of("a rule failed") : List.of());
  }
}
