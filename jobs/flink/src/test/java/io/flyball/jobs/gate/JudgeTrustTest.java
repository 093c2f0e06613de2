package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.loop.JudgeReliability;
import io.flyball.core.loop.Polarity;
import io.flyball.core.record.Reason;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.LoopMetric;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the loop job's trust in a judge does to the critic of the same name. */
class JudgeTrustTest {
  private static final GateConfig CONFIG = Fixtures.config();
  private static final JudgeTrust.Decoder DECODER = new JudgeTrust.Decoder();

  private static LoopMetric row(String scope, String metric, Double value) {
    Instant end = Instant.ofEpochMilli(Fixtures.NOON);
    return LoopMetric.newBuilder()
        .setId("i")
        .setScope(scope)
        .setMetric(metric)
        .setWindowStart(end.minusSeconds(3_600))
        .setWindowEnd(end)
        .setValue(value)
        .setEvents(5)
        .build();
  }

  private static JudgeTrust taken(LoopMetric row) {
    return DECODER.apply(Fixtures.raw("loop.metrics", 0, 1, JsonWriter.write(row)));
  }

  @Test
  void everyOtherMetricIsPassedOver() {
    LoopMetric early = row("judge/careful", JudgeTrust.METRIC, .5);
    early.setFinal$(false);
    for (LoopMetric other :
        List.of(
            row("judge/careful", "judge.TRUST_WEIGHT", .5),
            row("judge/careful@v7", JudgeTrust.METRIC, .5),
            row("surface/home", JudgeTrust.METRIC, .5),
            row("judge/careful", JudgeTrust.METRIC, null),
            early)) {
      assertThat(taken(other).judgement()).as(other.toString()).isNull();
      assertThat(taken(other).refusal()).isNull();
    }
  }

  @Test
  void whatIsNoTrustIsRefused() {
    assertThat(taken(row("judge/careful", JudgeTrust.METRIC, 1.5)).refusal().message())
        .isEqualTo("the trust in a judge is 1.5; allowed is 0 to 1");
    RawRecord broken = Fixtures.raw("loop.metrics", 0, 1, "{");
    assertThat(DECODER.apply(broken).refusal().reason()).isNotEqualTo(Reason.OUT_OF_RANGE);
    assertThat(broken.value()).isEqualTo("{".getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Youden's J with rates that begin at one half: 7 of 8 wrong answers called so, 1 of 8 right
   * ones, gives 8/10 - 2/10 = .6. An unknown critic of accuracy .7 weighs .7 + .7 - 1 = .4.
   */
  @Test
  void aCriticWeighsAsMuchLessAsItsJudgeIsTrusted() throws Exception {
    JudgeReliability judge = new JudgeReliability();
    for (int i = 0; i < 8; i++) {
      judge.add(i < 7 ? Polarity.BAD : Polarity.GOOD, false);
      judge.add(i < 1 ? Polarity.BAD : Polarity.GOOD, true);
    }
    assertThat(judge.trustWeight()).isCloseTo(.6, within(1e-12));
    JudgeTrust trust = taken(row("judge/careful", JudgeTrust.METRIC, judge.trustWeight()));
    assertThat(weight(List.of())).isCloseTo(.4, within(1e-12));
    assertThat(weight(List.of(trust.judgement()))).isCloseTo(.4 * .6, within(1e-12));
    assertThat(weight(List.of(trust.judgement(), Judgement.trusted("careful", 0, 1))))
        .as("the newest row counts")
        .isCloseTo(.4, within(1e-12));
    assertThat(weight(List.of(Judgement.trusted("another", 0, .1)))).isCloseTo(.4, within(1e-12));
  }

  /** A judge that misleads elsewhere is no critic here: the class decides at the deadline. */
  @Test
  void aCriticThatIsNotTrustedDoesNotDecide() throws Exception {
    VerdictRow alone = verdict(List.of(Judgement.trusted("careful", 0, 0)));
    VerdictRow trusted = verdict(List.of());
    assertThat(alone.time()).as("at the deadline").isGreaterThan(trusted.time());
    assertThat(alone.critics()).extracting(VerdictRow.Weight::weight).containsOnly(0.0);
  }

  private static double weight(List<Judgement> trust) throws Exception {
    return verdict(trust).critics().get(0).weight();
  }

  private static VerdictRow verdict(List<Judgement> trust) throws Exception {
    try (Subtasks<Judgement, Belief> critics = new Subtasks<>(Operators.critics(CONFIG), 1, false);
        Subtasks<ActionEvent, RuledAction> rules =
            new Subtasks<>(Operators.rules(CONFIG), 1, false);
        Subtasks<RuledAction, VerdictRow> verdicts =
            new Subtasks<>(Operators.verdicts(CONFIG), 1, false)) {
      critics.watermark(Fixtures.NOON + 10_000);
      for (Judgement judged : trust) {
        // Its window was over long ago; it holds from now on.
        critics.send(judged, judged.time());
      }
      critics.watermark(Fixtures.NOON + 15_000);
      for (Belief belief : critics.main()) {
        assertThat(belief.end()).isBetween(Fixtures.NOON + 10_000, Fixtures.NOON + 12_000);
        Operators.<RuledAction, Belief, VerdictRow>inlets(verdicts, 0)
            .processBroadcastElement(belief, belief.end());
      }
      GateDecoder decoder = new GateDecoder(CONFIG);
      long at = 20_000;
      ActionEvent proposal = decoder.apply(Fixtures.proposal("a", at, "reversible", 1, 1)).action();
      ActionEvent critique = decoder.apply(Fixtures.critique("a", at + 1, "careful", .9)).action();
      rules.send(proposal, proposal.time());
      rules.watermark(Long.MAX_VALUE);
      for (RuledAction ruled : rules.main()) {
        verdicts.send(ruled, ruled.event().time());
      }
      verdicts.send(new RuledAction(critique, List.of()), critique.time());
      verdicts.watermark(Fixtures.NOON + at + 60_000);
      return verdicts.main().get(0);
    }
  }
}
