package io.flyball.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.gate.rules.FieldType;
import io.flyball.core.gate.rules.RuleSet;
import io.flyball.core.gate.sim.ActionWorld;
import io.flyball.core.loop.JudgeInfluence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateReplayTest {
  private static final CriticReliability.Config KEEPS_ALL =
      new CriticReliability.Config(.7, 10, Double.POSITIVE_INFINITY, 30);

  @Test
  void anEmptyLogHasNothingToTell() {
    GateReplay replay = replay(rules(1, "", 1), Optional.empty(), Long.MAX_VALUE);
    replay.finish();
    GateReport report = new GateReport(replay);
    assertThat(report.tallies(replay.first())).isEmpty();
    assertThat(report.tasks(replay.first())).isEqualTo(new TaskTally(0, 0, 0, 0));
    assertThat(report.orphans()).isZero();
  }

  /**
   * An agent right in .8, a critic that accepts .7 of the right and .3 of the wrong, one
   * re-proposal that runs unconditionally: p a + (1 - (p a + (1 - p) b)) p = .864.
   */
  @Test
  void oneReproposalLiftsSuccessAsTheClosedFormSays() {
    ActionWorld world =
        new ActionWorld(.8, 2, List.of(new ActionWorld.Critic("critic", .7, .3, 0, 900)));
    GateReplay replay = replay(rules(1, "", 1), Optional.empty(), Long.MAX_VALUE);
    int tasks = 40_000;
    run(replay, world, 0, tasks);
    replay.finish();
    TaskTally tally = new GateReport(replay).tasks(replay.first());
    assertThat(tally.tasks()).isEqualTo(tasks);
    double success = (double) tally.succeeded() / tasks;
    assertThat(success).isCloseTo(.864, within(3 * Math.sqrt(.864 * .136 / tasks)));
    assertThat(replay.critics().get("critic").trust()).isCloseTo(.4, within(.02));
  }

  @Test
  void aLiarIsNamedAndHasNoWeightAndRepairsAndCorruptionsAreCounted() {
    GateReplay replay = replay(rules(1, "", 2), Optional.empty(), Long.MAX_VALUE);
    run(replay, ActionWorld.standard(), 0, 2_000);
    replay.finish();
    CriticReliability liar = replay.critics().get("contrary");
    assertThat(liar.unreliable()).isTrue();
    assertThat(liar.trust()).isZero();
    assertThat(replay.critics().get("careful").trust()).isCloseTo(.7, within(.05));
    assertThat(replay.critics().get("hasty").formatErrorRate()).isCloseTo(.04, within(.02));
    JudgeInfluence influence = new GateReport(replay).influences().get("careful");
    // The next attempt is drawn alike whatever the critic holds: right in .8.
    assertThat(influence.repairRate()).isCloseTo(.8, within(.07));
    assertThat(influence.corruptionRate()).isCloseTo(.2, within(.1));
  }

  @Test
  void theSecondVersionDecidesFromTheBarrierOnAndNoEarlier() {
    long barrier = 5_000_000;
    GateReplay replay = replay(rules(1, "", 1), Optional.of(rules(2, "speed > 2.0", 1)), barrier);
    run(replay, ActionWorld.standard(), 0, 1_000);
    replay.finish();
    replay
        .first()
        .gates()
        .forEach(
            (id, gate) -> {
              long version = replay.decidedBy(id).orElseThrow().rules().version();
              assertThat(version).isEqualTo(gate.proposal().orElseThrow().time() < barrier ? 1 : 2);
            });
    assertThat(new GateReport(replay).differences())
        .isNotEmpty()
        .allMatch(difference -> difference.second() == Verdict.Kind.BLOCK)
        // Only wrong actions are faster than 2.
        .allMatch(difference -> difference.right() == 0);
    assertThat(replay.rolledBackAt()).isEmpty();
  }

  @Test
  void rulesThatBlockEverythingAreRolledBack() {
    long barrier = 5_000_000;
    GateReplay replay = replay(rules(1, "", 1), Optional.of(rules(2, "speed > -1.0", 1)), barrier);
    run(replay, ActionWorld.standard(), 0, 1_000);
    replay.finish();
    long at = replay.rolledBackAt().orElseThrow();
    assertThat(at).isBetween(barrier, barrier + 500_000);
    replay
        .first()
        .gates()
        .forEach(
            (id, gate) -> {
              long time = gate.proposal().orElseThrow().time();
              long version = replay.decidedBy(id).orElseThrow().rules().version();
              assertThat(version).isEqualTo(time >= barrier && time <= at ? 2 : 1);
            });
  }

  @Test
  void critiquesOfUnknownActionsAreHeldAndCounted() {
    GateReplay replay = replay(rules(1, "", 1), Optional.empty(), Long.MAX_VALUE);
    replay.take(new Critique("nobody", "c", OptionalDouble.of(.5), "", 10));
    replay.take(new ActionOutcome("neither", true, 20));
    replay.finish();
    assertThat(new GateReport(replay).orphans()).isEqualTo(1);
  }

  @Test
  void aLateCritiqueChangesTheCriticAndNotTheVerdict() {
    GateReplay replay = replay(rules(1, "", 1), Optional.empty(), Long.MAX_VALUE);
    replay.take(new Proposal("a", "s", "t", 1, "reversible", 0, Map.of("speed", 1.0)));
    replay.take(new ActionOutcome("a", false, 5_000));
    Verdict verdict = replay.first().gates().get("a").verdict().orElseThrow();
    replay.take(new Critique("a", "c", OptionalDouble.of(.1), "", 6_000));
    replay.take(new Critique("a", "c", OptionalDouble.of(.1), "", 6_001));
    assertThat(replay.first().gates().get("a").verdict()).contains(verdict);
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.TIMEOUT_OPEN);
    assertThat(replay.critics().get("c").answers()).isEqualTo(1);
    assertThat(replay.critics().get("c").accuracyOnWrong()).isEqualTo(1);
  }

  @Test
  void theGuardWaitsAndForgivesAndStrikesOnce() {
    RollbackGuard guard = new RollbackGuard(new RollbackGuard.Config(.5, .2, 4));
    for (int i = 0; i < 10; i++) {
      assertThat(guard.add(1)).isFalse();
    }
    guard.changed();
    assertThat(guard.add(0)).isFalse();
    for (int i = 0; i < 10; i++) {
      assertThat(guard.add(1)).isFalse();
    }
    assertThat(guard.baseline()).isEqualTo(1);
    for (int i = 0; i < 3; i++) {
      assertThat(guard.add(0)).isFalse();
    }
    assertThat(guard.add(0)).isTrue();
    assertThat(guard.add(0)).isFalse();
    assertThatThrownBy(() -> guard.add(Double.NaN)).hasMessageContaining("finite");
  }

  private static GateReplay replay(GateRules rules, Optional<GateRules> other, long activateAt) {
    return new GateReplay(rules, other, activateAt, RollbackGuard.Config.standard());
  }

  private static void run(GateReplay replay, ActionWorld world, long from, long to) {
    for (long task = from; task < to; task++) {
      for (int attempt = 1; attempt <= world.attempts(); attempt++) {
        ActionWorld.Drawn drawn = world.draw(3, task, attempt, 0);
        replay.take(drawn.proposal());
        drawn.critiques().forEach(replay::take);
        replay.take(drawn.outcome());
      }
    }
  }

  /** Both classes at a threshold of .8 and open; a condition, where there is one, blocks. */
  private static GateRules rules(long version, String blockWhen, int critics) {
    List<String> faults = new ArrayList<>();
    RuleSet set =
        RuleSet.compile(
            version,
            Map.of("speed", FieldType.DOUBLE, "battery", FieldType.INT),
            List.of(),
            blockWhen.isEmpty()
                ? List.of()
                : List.of(new RuleSet.Rule("fast", blockWhen, false, "slow down")),
            faults);
    assertThat(faults).isEmpty();
    return new GateRules(
        new GatePolicy(
            GatePolicy.byName(
                List.of(
                    new RiskClass("reversible", 4, 1, false),
                    new RiskClass("irreversible", 4, 1, false))),
            critics,
            2_000,
            1,
            Set.of()),
        set,
        GateRules.Supervision.standard(),
        KEEPS_ALL);
  }
}
