package io.flyball.jobs.reward;

import static io.flyball.jobs.reward.Fixtures.MINUTE;
import static io.flyball.jobs.reward.Fixtures.NOON;
import static io.flyball.jobs.reward.Fixtures.config;
import static io.flyball.jobs.reward.Fixtures.member;
import static io.flyball.jobs.reward.Fixtures.raw;
import static io.flyball.jobs.reward.Fixtures.shown;
import static io.flyball.jobs.reward.Fixtures.signal;
import static io.flyball.jobs.reward.Fixtures.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardRow;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackStage;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.SignalKind;
import io.flyball.schemas.ToolCall;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RewardDecoderTest {
  private static final Exposure SHOWN = shown("x", 0, "shop/1", "film");

  private static RewardInput decode(AttributedFeedback row) {
    return new RewardDecoder(config()).apply(raw(row, 0, 0));
  }

  private static String refusal(GroupMember member) {
    return new RewardDecoder(config()).apply(raw(member, 0, 0)).refusal().code();
  }

  @Test
  void bytesThatAreNoRecordAreRefusedWhole() {
    RawRecord empty = new RawRecord("feedback.attributed", 0, 1, NOON, null, new byte[0], Map.of());
    RewardInput in = new RewardDecoder(config()).apply(empty);
    assertThat(in.refusal().code()).isEqualTo("EMPTY_VALUE");
    assertThat(in.time()).isEqualTo(Long.MIN_VALUE);
    assertThat(in.raw()).isSameAs(empty);
  }

  @Test
  void aSignalBecomesAComponentOfItsDecision() {
    RewardRow row = decode(signal("s", MINUTE, SignalKind.RATING, 5.0, SHOWN)).row();
    assertThat(row)
        .isEqualTo(
            new RewardRow(
                "signal/s",
                NOON + MINUTE,
                "shop/1",
                "film",
                "home",
                "visit",
                NOON,
                "rating",
                1,
                "s",
                NOON + MINUTE,
                false));
    assertThat(row.policy()).isEqualTo("shop");
    AttributedFeedback staged = signal("v", 1, SignalKind.VERDICT, -.5, SHOWN);
    staged.getSignal().setStage(FeedbackStage.RETRIEVAL);
    assertThat(decode(staged).row().component()).isEqualTo("verdict-retrieval");
    assertThat(decode(signal("r", 1, SignalKind.RETURN, null, SHOWN)).row().hindsight()).isTrue();
    assertThat(decode(unanswered(1, SHOWN)).row().unanswered()).isTrue();
  }

  @Test
  void theTargetIsTheDecisionOrElseTheExposure() {
    Exposure plain = shown("a/b", 0, null, "film");
    RewardRow byExposure = decode(signal("s", 1, SignalKind.CLICK, null, plain)).row();
    assertThat(byExposure.decisionId()).isEqualTo("exposure:a%2Fb");
    assertThat(byExposure.policy()).isEmpty();
    AttributedFeedback own = signal("s", 1, SignalKind.CLICK, null, null);
    own.getSignal().setDecisionId("shop/2");
    assertThat(decode(own).row().decisionId()).isEqualTo("shop/2");
    assertThat(decode(signal("s", 1, SignalKind.CLICK, null, null)).passedOver())
        .isEqualTo(RewardCount.UNTARGETED);
  }

  @Test
  void whatEarnsNothingIsPassedOverWithItsReason() {
    AttributedFeedback simulated = signal("s", 1, SignalKind.CLICK, null, SHOWN);
    simulated.getSignal().setActor(FeedbackActor.SHADOW);
    assertThat(decode(simulated).passedOver()).isEqualTo(RewardCount.SIMULATED);
    assertThat(decode(signal("s", 1, SignalKind.VIEW, null, SHOWN)).passedOver())
        .isEqualTo(RewardCount.UNVALUED);
    AttributedFeedback pair = signal("s", 1, SignalKind.CLICK, null, SHOWN);
    pair.setSubject(FeedbackSubject.HINDSIGHT);
    assertThat(decode(pair).passedOver()).isEqualTo(RewardCount.HINDSIGHT_ROWS);
    RewardInput silent =
        new RewardDecoder(config("reward.reward-unanswered=false"))
            .apply(raw(unanswered(1, SHOWN), 0, 0));
    assertThat(silent.passedOver()).isEqualTo(RewardCount.UNANSWERED);
  }

  @Test
  void aRowWithoutItsPartOrWithAnImpossibleValueIsRefused() {
    AttributedFeedback headless = signal("s", 1, SignalKind.CLICK, null, SHOWN);
    headless.setSignal(null);
    assertThat(decode(headless).refusal().code()).isEqualTo("MISSING_FIELD:signal");
    AttributedFeedback unshown = unanswered(1, SHOWN);
    unshown.setExposure(null);
    assertThat(decode(unshown).refusal().code()).isEqualTo("MISSING_FIELD:exposure");
    for (Double bad : new Double[] {null, Double.NaN, 11.0}) {
      assertThat(decode(signal("s", 1, SignalKind.RATING, bad, SHOWN)).refusal().code())
          .isEqualTo("OUT_OF_RANGE:signal.value");
    }
  }

  @Test
  void componentsAreComputedFromWhatAnAttemptDid() {
    GroupMember bare = member("a", 0, "g", 2, 1);
    bare.setComponents(Map.of());
    bare.setExpectedCalls(List.of(new ToolCall("weather", Map.of("city", "Oslo"))));
    bare.setCalls(List.of(new ToolCall("weather", Map.of("city", "Rome"))));
    bare.setAnswers(List.of("x", "y"));
    bare.setSolved(true);
    // names 1 + parameter names 1 of 1 + 1 + 1; solved at the second turn.
    assertThat(Fixtures.member(bare).attempt().components())
        .isEqualTo(Map.of("tool-call", 1.0, "multi-turn", .5));
    RewardInput narrow =
        new RewardDecoder(config("reward.group.highest=0.25")).apply(raw(bare, 0, 0));
    assertThat(narrow.member().attempt().components())
        .isEqualTo(Map.of("tool-call", .25, "multi-turn", .25));
  }

  @Test
  void whatNoComponentCanBeComputedOfIsRefused() {
    GroupMember calls = member("a", 0, "g", 2, 1);
    calls.setCalls(List.of());
    assertThat(refusal(calls)).isEqualTo("MISSING_FIELD:expectedCalls");
    calls.setExpectedCalls(List.of(new ToolCall("", Map.of())));
    assertThat(refusal(calls)).isEqualTo("MISSING_FIELD:expectedCalls.0.name");
    calls.setExpectedCalls(Collections.nCopies(101, new ToolCall("weather", Map.of())));
    assertThat(refusal(calls)).isEqualTo("OUT_OF_RANGE:expectedCalls");
    calls.setExpectedCalls(List.of());
    calls.setComponents(Map.of("tool-call", 1.0));
    assertThat(refusal(calls)).isEqualTo("OUT_OF_RANGE:components.tool-call");
    GroupMember solved = member("a", 0, "g", 2, 1);
    solved.setSolved(true);
    assertThat(refusal(solved)).isEqualTo("MISSING_FIELD:answers");
    GroupMember early = member("a", 0, "g", 2, 1);
    early.setStep(-1);
    assertThat(refusal(early)).isEqualTo("OUT_OF_RANGE:step");
  }

  @Test
  void aMemberThatCannotBeComparedIsRefused() {
    assertThat(Fixtures.member(member("a", 0, "g", 2, 1)).groupId()).isEqualTo("g");
    assertThat(refusal(member("", 0, "g", 2, 1))).isEqualTo("MISSING_FIELD:id");
    assertThat(refusal(member("a", 0, "", 2, 1))).isEqualTo("MISSING_FIELD:groupId");
    assertThat(refusal(member("a", 0, "g", 0, 1))).isEqualTo("OUT_OF_RANGE:expectedSize");
    assertThat(refusal(member("a", 0, "g", 2, Double.NaN)))
        .isEqualTo("OUT_OF_RANGE:components.score");
    assertThat(refusal(member("a", 0, "g", 2, 4))).isEqualTo("OUT_OF_RANGE:components.score");
    GroupMember bare = member("a", 0, "g", 2, 1);
    bare.setComponents(Map.of());
    assertThat(refusal(bare)).isEqualTo("MISSING_FIELD:components");
    GroupMember early = member("a", 0, "g", 2, 1);
    early.setTime(Instant.ofEpochMilli(0));
    assertThat(refusal(early)).isIn("OUT_OF_RANGE:time", "MISSING_FIELD:time");
    assertThat(refusal(member("a", 41 * Fixtures.DAY, "g", 2, 1))).isEqualTo("FUTURE_TIME:time");
  }
}
