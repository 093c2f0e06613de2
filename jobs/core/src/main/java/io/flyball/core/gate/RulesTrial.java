package io.flyball.core.gate;

import io.flyball.core.gate.rules.RuleOutcome;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** One version of the rules on a log: a gate to an action, the values to a session. */
public final class RulesTrial {
  private record Due(long time, String action) {}

  private final GateRules rules;
  private final Beliefs beliefs;
  private final TreeMap<String, ActionGate> gates = new TreeMap<>();
  private final Map<String, Map<String, Double>> sessions = new HashMap<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparing(Due::action));
  private final TreeMap<String, Long> faults = new TreeMap<>();

  /**
   * @param beliefs what is known of critics when a verdict falls
   */
  public RulesTrial(GateRules rules, Beliefs beliefs) {
    this.rules = rules;
    this.beliefs = beliefs;
  }

  /** Takes a proposal. */
  public Optional<Verdict> propose(Proposal proposal) {
    ActionGate gate = gates.computeIfAbsent(proposal.action(), id -> new ActionGate());
    RuleOutcome outcome = RuleOutcome.none();
    if (gate.proposal().isEmpty()) {
      Map<String, Object> record = new HashMap<>(proposal.fields());
      record.put("risk", proposal.risk());
      record.put("attempt", (long) proposal.attempt());
      record.put("session", proposal.session());
      outcome =
          rules
              .rules()
              .evaluate(record, sessions.computeIfAbsent(proposal.session(), s -> new HashMap<>()));
      outcome.faults().forEach(fault -> faults.merge(fault, 1L, Long::sum));
    }
    Optional<Verdict> verdict =
        gate.propose(proposal, rules.policy(), outcome, rules.version(), beliefs);
    if (gate.verdict().isEmpty()) {
      due.add(new Due(gate.due(rules.policy()), proposal.action()));
    }
    return verdict;
  }

  /** Takes a critique. */
  public Optional<Verdict> critique(Critique critique) {
    return gates
        .computeIfAbsent(critique.action(), id -> new ActionGate())
        .critique(critique, rules.policy(), rules.version(), beliefs);
  }

  /** The time is {@code now}: whatever was due before it is decided. */
  public void advance(long now) {
    while (!due.isEmpty() && due.peek().time() < now) {
      gates.get(due.poll().action()).deadline(rules.policy(), rules.version(), beliefs);
    }
  }

  /** The rules. */
  public GateRules rules() {
    return rules;
  }

  /** Every action that was proposed or criticised, by id. */
  public Map<String, ActionGate> gates() {
    return Collections.unmodifiableMap(gates);
  }

  /** What failed on records, with how often. */
  public Map<String, Long> faults() {
    return Collections.unmodifiableMap(faults);
  }
}
