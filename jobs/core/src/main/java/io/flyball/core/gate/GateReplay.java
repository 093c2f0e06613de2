package io.flyball.core.gate;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a gate would have done on a log, in the order of event time: the verdicts of one version of
 * the rules, and of another in its shadow. Critics are judged by the outcomes as these come, so
 * that a verdict knows no later outcome. From {@code activateAt} on the second version is the one
 * that counts, and a guard may roll it back. Memory: one gate to an action and version.
 */
public final class GateReplay implements Beliefs {
  private static final double RATE_PRIOR = 1;

  private final RulesTrial first;
  private final Optional<RulesTrial> second;
  private final long activateAt;
  private final RollbackGuard guard;
  private final TreeMap<String, CriticReliability> critics = new TreeMap<>();
  private final Map<String, BetaCount> baseRates = new HashMap<>();
  private final Map<String, Boolean> outcomes = new HashMap<>();
  private final Map<String, RulesTrial> decidedBy = new HashMap<>();
  private RulesTrial active;
  private boolean activated;
  private long rolledBackAt = Long.MAX_VALUE;
  private long now = Long.MIN_VALUE;

  /**
   * @param rules that count first
   * @param candidate shadow of them
   * @param activateAt epoch ms from which proposals are decided by the candidate; {@link
   *     Long#MAX_VALUE} for never
   */
  public GateReplay(
      GateRules rules, Optional<GateRules> candidate, long activateAt, RollbackGuard.Config guard) {
    this.first = new RulesTrial(rules, this);
    this.second = candidate.map(c -> new RulesTrial(c, this));
    this.activateAt = activateAt;
    this.guard = new RollbackGuard(guard);
    this.active = first;
  }

  /** Takes a proposal. */
  public void take(Proposal proposal) {
    advance(proposal.time());
    decidedBy.putIfAbsent(proposal.action(), active);
    first.propose(proposal);
    second.ifPresent(trial -> trial.propose(proposal));
  }

  /** Takes a critique; one after the outcome is judged at once. */
  public void take(Critique critique) {
    advance(critique.time());
    ActionGate gate = first.gates().get(critique.action());
    boolean heardBefore =
        gate != null
            && gate.critiques().stream().anyMatch(c -> c.critic().equals(critique.critic()));
    first.critique(critique);
    second.ifPresent(trial -> trial.critique(critique));
    Boolean known = outcomes.get(critique.action());
    if (known != null && !heardBefore) {
      judge(critique, known);
    }
  }

  /** Takes an outcome; the first of an action counts. */
  public void take(ActionOutcome outcome) {
    advance(outcome.time());
    if (outcomes.putIfAbsent(outcome.action(), outcome.right()) != null) {
      return;
    }
    ActionGate gate = first.gates().get(outcome.action());
    if (gate == null) {
      return;
    }
    gate.critiques().forEach(critique -> judge(critique, outcome.right()));
    gate.proposal().ifPresent(p -> rate(p.risk()).add(outcome.right()));
    RulesTrial by = decidedBy.get(outcome.action());
    if (by != null) {
      by.gates().get(outcome.action()).verdict().ifPresent(v -> guard(v, outcome));
    }
  }

  /** The metric is 1 for a verdict that was right, else 0. */
  private void guard(Verdict verdict, ActionOutcome outcome) {
    boolean good = verdict.kind().executes() == outcome.right();
    if (guard.add(good ? 1 : 0)) {
      active = first;
      rolledBackAt = outcome.time();
    }
  }

  private void judge(Critique critique, boolean right) {
    critic(critique.critic()).add(critique.probability(), right);
  }

  /** The time is {@code time}; it never goes back. */
  public void advance(long time) {
    now = Math.max(now, time);
    first.advance(now);
    second.ifPresent(trial -> trial.advance(now));
    if (!activated && now >= activateAt && activateAt < Long.MAX_VALUE && second.isPresent()) {
      activated = true;
      active = second.get();
      guard.changed();
    }
  }

  /** The log has ended: every verdict falls. */
  public void finish() {
    advance(Long.MAX_VALUE);
  }

  private BetaCount rate(String risk) {
    return baseRates.computeIfAbsent(
        risk, r -> new BetaCount(RATE_PRIOR, RATE_PRIOR, first.rules().critics().halfLife()));
  }

  private CriticReliability critic(String name) {
    return critics.computeIfAbsent(name, c -> new CriticReliability(first.rules().critics()));
  }

  @Override
  public double baseRate(String risk) {
    return rate(risk).mean();
  }

  @Override
  public double calibrated(String critic, double p) {
    return critic(critic).calibrated(p);
  }

  @Override
  public double trust(String critic) {
    return critic(critic).trust();
  }

  /** The first version. */
  public RulesTrial first() {
    return first;
  }

  /** The version in the shadow of the first. */
  public Optional<RulesTrial> second() {
    return second;
  }

  /** Critics by name. */
  public Map<String, CriticReliability> critics() {
    return Collections.unmodifiableMap(critics);
  }

  /** Whether an action was right, where that is known. */
  public Optional<Boolean> right(String action) {
    return Optional.ofNullable(outcomes.get(action));
  }

  /** The version that decided an action; empty before its proposal. */
  public Optional<RulesTrial> decidedBy(String action) {
    return Optional.ofNullable(decidedBy.get(action));
  }

  /** The guard's metric: the share of verdicts that were right. */
  public RollbackGuard guard() {
    return guard;
  }

  /** When the second version was rolled back, epoch ms; empty when it was not. */
  public OptionalLong rolledBackAt() {
    return rolledBackAt == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(rolledBackAt);
  }
}
