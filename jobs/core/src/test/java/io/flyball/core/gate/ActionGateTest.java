package io.flyball.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.gate.rules.RuleOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionGateTest {
  private static final GatePolicy POLICY =
      new GatePolicy(
          GatePolicy.byName(
              List.of(new RiskClass("open", 4, 1, false), new RiskClass("closed", 99, 1, true))),
          2,
          1_000,
          1,
          Set.of("silent"));

  /** A base rate of .5; critics are as good as they say, and fully trusted. */
  private static final Beliefs PLAIN =
      new Beliefs() {
        @Override
        public double baseRate(String risk) {
          return .5;
        }

        @Override
        public double calibrated(String critic, double p) {
          return p;
        }

        @Override
        public double trust(String critic) {
          return critic.equals("liar") ? 0 : 1;
        }
      };

  private final ActionGate gate = new ActionGate();

  @ParameterizedTest
  @CsvSource({"1, 1, .5", "4, 1, .8", "99, 1, .99", "0, 1, 0", "1, 0, 1"})
  void theThresholdIsTheShareOfWhatAMissCosts(double miss, double block, double tau) {
    assertThat(new RiskClass("r", miss, block, false).threshold()).isEqualTo(tau);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 1", "NaN, 1", "1, Infinity"})
  void costsThatGiveNoThresholdAreRefused(double miss, double block) {
    assertThatThrownBy(() -> new RiskClass("r", miss, block, false))
        .hasMessageContaining("costs of risk class r");
  }

  @Test
  void aProbabilityOutsideOfZeroToOneIsRefused() {
    for (double p : new double[] {-.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> critique("a", p, 0)).hasMessageContaining("[0, 1]");
    }
  }

  @Test
  void theVerdictFallsWithTheSecondCriticByLogOdds() {
    assertThat(propose("open", 1)).isEmpty();
    assertThat(hear(critique("b", .9, 10))).isEmpty();
    Verdict verdict = hear(critique("a", .6, 20)).orElseThrow();
    // odds 9 x 1.5 = 13.5
    assertThat(verdict.probability().orElseThrow()).isCloseTo(13.5 / 14.5, within(1e-12));
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.EXECUTE);
    assertThat(verdict.threshold()).isEqualTo(.8);
    assertThat(verdict.weighings()).extracting(Verdict.Weighing::critic).containsExactly("a", "b");
    assertThat(verdict.time()).isEqualTo(20);
    assertThat(verdict.rulesVersion()).isEqualTo(7);
  }

  @Test
  void theSameOddsDoNotReachTheThresholdOfWhatCannotBeUndone() {
    propose("closed", 1);
    hear(critique("b", .9, 10));
    Verdict verdict = hear(suggesting("a", .4)).orElseThrow();
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.BLOCK);
    assertThat(verdict.suggestion()).isEqualTo("slower");
  }

  @Test
  void critiquesMayComeBeforeTheProposal() {
    hear(critique("a", .9, -20));
    hear(critique("b", .9, -10));
    assertThat(propose("open", 1)).get().extracting(Verdict::kind).isEqualTo(Verdict.Kind.EXECUTE);
  }

  @Test
  void atTheDeadlineOpenClassesRunAndClosedOnesDoNot() {
    propose("open", 1);
    hear(critique("a", .9, 10));
    assertThat(gate.due(POLICY)).isEqualTo(1_000);
    assertThat(deadline()).isEqualTo(Verdict.Kind.TIMEOUT_OPEN);
    assertThat(gate.due(POLICY)).isEqualTo(Long.MAX_VALUE);
    ActionGate closed = new ActionGate();
    closed.propose(proposal("closed", 1), POLICY, RuleOutcome.none(), 7, PLAIN);
    assertThat(closed.deadline(POLICY, 7, PLAIN))
        .get()
        .extracting(Verdict::kind)
        .isEqualTo(Verdict.Kind.TIMEOUT_CLOSED);
  }

  @Test
  void anOpenClassDoesNotRunAgainstTheOnlyCriticThatAnswered() {
    propose("open", 1);
    hear(critique("a", .1, 10));
    assertThat(deadline()).isEqualTo(Verdict.Kind.BLOCK);
  }

  @Test
  void thereIsOneVerdictWhateverComesTwiceOrLate() {
    propose("open", 1);
    hear(critique("a", .9, 10));
    assertThat(hear(critique("a", .9, 11))).isEmpty();
    assertThat(hear(critique("a", .2, 12))).isEmpty();
    Verdict verdict = hear(critique("b", .9, 20)).orElseThrow();
    assertThat(propose("open", 1)).isEmpty();
    assertThat(propose("closed", 1)).isEmpty();
    assertThat(hear(critique("c", .1, 30))).isEmpty();
    assertThat(gate.deadline(POLICY, 7, PLAIN)).isEmpty();
    assertThat(gate.verdict()).contains(verdict);
    assertThat(gate.duplicates()).isEqualTo(4);
    assertThat(gate.conflicts()).isEqualTo(2);
    assertThat(gate.late()).isEqualTo(1);
    assertThat(gate.critiques()).extracting(Critique::critic).containsExactly("a", "b", "c");
  }

  @Test
  void silencedAndDistrustedCriticsAndUnreadableAnswersDoNotCount() {
    propose("open", 1);
    assertThat(hear(critique("a", .9, 10))).isEmpty();
    assertThat(hear(critique("silent", .1, 11))).isEmpty();
    assertThat(hear(critique("liar", .1, 11))).isEmpty();
    assertThat(hear(new Critique("x", "b", OptionalDouble.empty(), "", 12))).isEmpty();
    assertThat(hear(critique("c", .9, 13))).isPresent();
  }

  @Test
  void aTaskWithoutFurtherProposalsIsDecidedWithoutCritics() {
    assertThat(propose("open", 2))
        .get()
        .extracting(Verdict::kind, Verdict::reason)
        .containsExactly(Verdict.Kind.EXECUTE, Verdict.Reason.EXHAUSTED);
    assertThat(
            new ActionGate().propose(proposal("closed", 2), POLICY, RuleOutcome.none(), 7, PLAIN))
        .get()
        .extracting(Verdict::kind)
        .isEqualTo(Verdict.Kind.BLOCK);
  }

  @Test
  void aClassWithoutCostsIsBlocked() {
    assertThat(propose("unheard-of", 1))
        .get()
        .extracting(Verdict::kind, Verdict::reason)
        .containsExactly(Verdict.Kind.BLOCK, Verdict.Reason.NO_COSTS);
  }

  @Test
  void aFailingRuleBlocksOnlyWhatCannotBeUndone() {
    RuleOutcome faulty = new RuleOutcome("", false, "", Map.of(), List.of("rule r fails"));
    assertThat(gate.propose(proposal("open", 1), POLICY, faulty, 7, PLAIN)).isEmpty();
    assertThat(new ActionGate().propose(proposal("closed", 1), POLICY, faulty, 7, PLAIN))
        .get()
        .extracting(Verdict::reason)
        .isEqualTo(Verdict.Reason.RULE_FAULT);
  }

  private Optional<Verdict> propose(String risk, int attempt) {
    return gate.propose(proposal(risk, attempt), POLICY, RuleOutcome.none(), 7, PLAIN);
  }

  private static Proposal proposal(String risk, int attempt) {
    return new Proposal("x", "s", "t", attempt, risk, 0, Map.of());
  }

  private Optional<Verdict> hear(Critique critique) {
    return gate.critique(critique, POLICY, 7, PLAIN);
  }

  private Verdict.Kind deadline() {
    return gate.deadline(POLICY, 7, PLAIN).orElseThrow().kind();
  }

  private static Critique critique(String critic, double p, long time) {
    return new Critique("x", critic, OptionalDouble.of(p), "", time);
  }

  private static Critique suggesting(String critic, double p) {
    return new Critique("x", critic, OptionalDouble.of(p), "slower", 20);
  }
}
