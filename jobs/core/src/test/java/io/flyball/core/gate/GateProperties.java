package io.flyball.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.gate.rules.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GateProperties {
  private static final int ACTIONS = 6;
  private static final long DEADLINE = 50;

  /** One arrival: a proposal (0), a critique (1) or an outcome (2) of one of a few actions. */
  record Arrival(int kind, int action, int critic, int percent, int pause) {}

  @Provide
  Arbitrary<List<Arrival>> arrivals() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, ACTIONS - 1),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(-20, 100),
            Arbitraries.integers().between(0, 20))
        .as(Arrival::new)
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 300)
  void everyProposedActionHasOneVerdictByItsDeadlineAndKeepsIt(
      @ForAll("arrivals") List<Arrival> arrivals) {
    GateReplay replay = replay();
    Map<String, Verdict> fallen = new HashMap<>();
    long now = 0;
    for (Arrival arrival : arrivals) {
      now += arrival.pause();
      take(replay, arrival, now);
      for (Map.Entry<String, ActionGate> gate : replay.first().gates().entrySet()) {
        gate.getValue()
            .verdict()
            .ifPresent(v -> assertThat(fallen.computeIfAbsent(gate.getKey(), k -> v)).isEqualTo(v));
      }
    }
    replay.finish();
    for (ActionGate gate : replay.first().gates().values()) {
      assertThat(gate.verdict().isPresent()).isEqualTo(gate.proposal().isPresent());
      if (gate.proposal().isPresent()) {
        long proposed = gate.proposal().get().time();
        Verdict verdict = gate.verdict().orElseThrow();
        assertThat(verdict.time()).isBetween(proposed, proposed + DEADLINE);
        verdict
            .probability()
            .ifPresent(p -> assertThat(p).isBetween(0.0, 1.0).matches(Double::isFinite));
      }
    }
  }

  @Property(tries = 100)
  void whatIsGivenTwiceChangesNoVerdictAndNoCritic(@ForAll("arrivals") List<Arrival> arrivals) {
    GateReplay once = replay();
    GateReplay twice = replay();
    long now = 0;
    List<Arrival> before = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      now += arrival.pause();
      take(once, arrival, now);
      take(twice, arrival, now);
      before.add(arrival);
      take(twice, before.get(before.size() / 2), now);
    }
    once.finish();
    twice.finish();
    Map<String, Optional<Verdict>> verdicts = new HashMap<>();
    once.first().gates().forEach((id, gate) -> verdicts.put(id, gate.verdict()));
    twice
        .first()
        .gates()
        .forEach((id, gate) -> assertThat(gate.verdict()).isEqualTo(verdicts.get(id)));
    once.critics()
        .forEach(
            (name, critic) ->
                assertThat(twice.critics().get(name).answers()).isEqualTo(critic.answers()));
  }

  private static void take(GateReplay replay, Arrival arrival, long now) {
    String action = "a" + arrival.action();
    switch (arrival.kind()) {
      case 0 ->
          replay.take(
              new Proposal(
                  action,
                  "s",
                  "t" + arrival.action() / 2,
                  1 + arrival.action() % 2,
                  arrival.action() == 0 ? "closed" : "open",
                  now,
                  Map.of()));
      case 1 ->
          replay.take(
              new Critique(
                  action,
                  "c" + arrival.critic(),
                  arrival.percent() < 0
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(arrival.percent() / 100.0),
                  "",
                  now));
      default ->
          replay.take(new ActionOutcome(action, Math.floorMod(arrival.action(), 2) == 0, now));
    }
  }

  private static GateReplay replay() {
    return new GateReplay(
        new GateRules(
            new GatePolicy(
                GatePolicy.byName(
                    List.of(
                        new RiskClass("open", 4, 1, false), new RiskClass("closed", 9, 1, true))),
                2,
                DEADLINE,
                1,
                Set.of()),
            RuleSet.empty(1),
            GateRules.Supervision.standard(),
            CriticReliability.Config.standard()),
        Optional.empty(),
        Long.MAX_VALUE,
        RollbackGuard.Config.standard());
  }
}
