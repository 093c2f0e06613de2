package io.flyball.core.gate;

import io.flyball.core.gate.rules.RuleOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Decides one action, once. Rules come first; then the verdict is due as soon as k critics have
 * answered, else at the deadline:
 *
 * <pre>
 *  proposed --rule--> EXECUTE | BLOCK
 *     |---- proposals used up --> EXECUTE (open) | BLOCK (closed)
 *     |---- k critics --> EXECUTE if p >= tau, else BLOCK
 *     `---- deadline --> closed: TIMEOUT_CLOSED
 *                        open:   BLOCK if those heard put p below tau, else TIMEOUT_OPEN
 * </pre>
 *
 * A critic without trust does not count towards k. The first answer of a critic counts; others are
 * counted. An answer after the verdict changes the critic's record only. Memory: one answer to a
 * critic.
 */
public final class ActionGate {
  private final TreeMap<String, Critique> heard = new TreeMap<>();
  private Proposal proposal;
  private Verdict verdict;
  private int duplicates;
  private int conflicts;
  private int late;

  /** Nothing is known of the action. */
  public ActionGate() {}

  /**
   * An action that was proposed and waits for its verdict; what came twice is no longer counted.
   *
   * @param heard the first answer of each critic
   */
  public ActionGate(Proposal proposal, Collection<Critique> heard) {
    this.proposal = proposal;
    heard.forEach(critique -> this.heard.put(critique.critic(), critique));
  }

  /**
   * Takes the proposal.
   *
   * @param rules what the rules make of it
   * @return the verdict, when it needs no (further) critics
   */
  public Optional<Verdict> propose(
      Proposal proposed, GatePolicy policy, RuleOutcome rules, long version, Beliefs beliefs) {
    if (proposal != null) {
      duplicates++;
      conflicts += proposal.equals(proposed) ? 0 : 1;
      return Optional.empty();
    }
    proposal = proposed;
    RiskClass risk = policy.risks().get(proposed.risk());
    long now = proposed.time();
    if (risk == null) {
      return decide(Verdict.Kind.BLOCK, Verdict.Reason.NO_COSTS, version, now, Double.NaN);
    }
    if (rules.decided()) {
      verdict =
          new Verdict(
              proposed.action(),
              rules.executes() ? Verdict.Kind.EXECUTE : Verdict.Kind.BLOCK,
              Verdict.Reason.RULE,
              OptionalDouble.empty(),
              risk.threshold(),
              List.of(),
              rules.rule(),
              rules.suggestion(),
              version,
              now);
      return Optional.of(verdict);
    }
    if (!rules.faults().isEmpty() && risk.irreversible()) {
      return decide(Verdict.Kind.BLOCK, Verdict.Reason.RULE_FAULT, version, now, risk.threshold());
    }
    if (proposed.attempt() > Math.max(1, policy.reproposals())) {
      return decide(
          risk.irreversible() ? Verdict.Kind.BLOCK : Verdict.Kind.EXECUTE,
          Verdict.Reason.EXHAUSTED,
          version,
          now,
          risk.threshold());
    }
    return enough(policy, version, now, beliefs);
  }

  /** Takes a critique, before or after the proposal. */
  public Optional<Verdict> critique(
      Critique critique, GatePolicy policy, long version, Beliefs beliefs) {
    Critique first = heard.putIfAbsent(critique.critic(), critique);
    if (first != null) {
      duplicates++;
      conflicts += first.probability().equals(critique.probability()) ? 0 : 1;
      return Optional.empty();
    }
    if (verdict != null) {
      late++;
      return Optional.empty();
    }
    return proposal == null ? Optional.empty() : enough(policy, version, critique.time(), beliefs);
  }

  /** When the verdict falls at the latest; {@link Long#MAX_VALUE} when none is open. */
  public long due(GatePolicy policy) {
    return proposal == null || verdict != null
        ? Long.MAX_VALUE
        : proposal.time() + policy.deadlineMs();
  }

  /** The deadline has passed. */
  public Optional<Verdict> deadline(GatePolicy policy, long version, Beliefs beliefs) {
    if (proposal == null || verdict != null) {
      return Optional.empty();
    }
    long now = due(policy);
    RiskClass risk = policy.risks().get(proposal.risk());
    List<Verdict.Weighing> weighings = weighings(policy, beliefs);
    if (!risk.irreversible() && !weighings.isEmpty()) {
      double p = OpinionPool.combine(beliefs.baseRate(risk.name()), weighings);
      if (p < risk.threshold()) {
        return weighed(risk, p, weighings, version, now);
      }
    }
    return decide(
        risk.irreversible() ? Verdict.Kind.TIMEOUT_CLOSED : Verdict.Kind.TIMEOUT_OPEN,
        Verdict.Reason.DEADLINE,
        version,
        now,
        risk.threshold());
  }

  private Optional<Verdict> enough(GatePolicy policy, long version, long now, Beliefs beliefs) {
    List<Verdict.Weighing> weighings = weighings(policy, beliefs);
    if (weighings.stream().filter(w -> w.weight() > 0).count() < policy.critics()) {
      return Optional.empty();
    }
    RiskClass risk = policy.risks().get(proposal.risk());
    double p = OpinionPool.combine(beliefs.baseRate(risk.name()), weighings);
    return weighed(risk, p, weighings, version, Math.max(now, proposal.time()));
  }

  private Optional<Verdict> weighed(
      RiskClass risk, double p, List<Verdict.Weighing> weighings, long version, long now) {
    boolean runs = p >= risk.threshold();
    verdict =
        new Verdict(
            proposal.action(),
            runs ? Verdict.Kind.EXECUTE : Verdict.Kind.BLOCK,
            Verdict.Reason.CRITICS,
            OptionalDouble.of(p),
            risk.threshold(),
            weighings,
            "",
            runs ? "" : suggestion(weighings),
            version,
            now);
    return Optional.of(verdict);
  }

  /** The suggestion of the weightiest critic that rejects and has one; the first name of equals. */
  private String suggestion(List<Verdict.Weighing> weighings) {
    String best = "";
    double weight = -1;
    for (Verdict.Weighing w : weighings) {
      Critique critique = heard.get(w.critic());
      if (!critique.accepts() && !critique.suggestion().isEmpty() && w.weight() > weight) {
        best = critique.suggestion();
        weight = w.weight();
      }
    }
    return best;
  }

  private List<Verdict.Weighing> weighings(GatePolicy policy, Beliefs beliefs) {
    List<Verdict.Weighing> list = new ArrayList<>();
    long latest = proposal.time() + policy.deadlineMs();
    for (Critique c : heard.values()) {
      if (c.probability().isPresent()
          && c.time() <= latest
          && !policy.silenced().contains(c.critic())) {
        double p = c.probability().getAsDouble();
        list.add(
            new Verdict.Weighing(
                c.critic(), p, beliefs.calibrated(c.critic(), p), beliefs.trust(c.critic())));
      }
    }
    return list;
  }

  private Optional<Verdict> decide(
      Verdict.Kind kind, Verdict.Reason reason, long version, long now, double threshold) {
    verdict =
        new Verdict(
            proposal.action(),
            kind,
            reason,
            OptionalDouble.empty(),
            threshold,
            List.of(),
            "",
            "",
            version,
            now);
    return Optional.of(verdict);
  }

  /** The proposal, once it has come. */
  public Optional<Proposal> proposal() {
    return Optional.ofNullable(proposal);
  }

  /** The verdict, once it has fallen. */
  public Optional<Verdict> verdict() {
    return Optional.ofNullable(verdict);
  }

  /** Every first answer of a critic, in time or late, by name. */
  public Collection<Critique> critiques() {
    return List.copyOf(heard.values());
  }

  /** Proposals and critiques that had come before. */
  public int duplicates() {
    return duplicates;
  }

  /** Duplicates that differ from the first. */
  public int conflicts() {
    return conflicts;
  }

  /** Critiques after the verdict. */
  public int late() {
    return late;
  }
}
