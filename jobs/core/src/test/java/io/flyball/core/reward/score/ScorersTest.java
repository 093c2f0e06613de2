package io.flyball.core.reward.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.loop.FeedbackCurve;
import io.flyball.core.random.Draws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorersTest {
  private static final Range UNIT = new Range(0, 1);

  @Test
  void anEmptyTextHasNoFormatAndNoThought() {
    assertThat(AnswerFormat.THOUGHT.score("", UNIT)).isZero();
    assertThat(AnswerFormat.length("", 512, UNIT)).isZero();
  }

  @Test
  void tagsMustStandInTheirOrderAndOnce() {
    AnswerFormat calls = AnswerFormat.due(true, false);
    String good = "<think>sunny?</think>\n<tool_call>\n{}\n</tool_call>";
    assertThat(calls.score(good, UNIT)).isEqualTo(1);
    assertThat(calls.score("well: " + good, UNIT)).isZero();
    assertThat(calls.score(good + "\n<tool_call>\n{}\n</tool_call>", UNIT)).isZero();
    assertThat(AnswerFormat.due(true, true).score(good, UNIT)).isZero();
    assertThat(AnswerFormat.due(true, true).score(good + "\n<response>yes</response>", UNIT))
        .isEqualTo(1);
    assertThat(AnswerFormat.due(false, true).matches("<think>a\nb</think>\n<response>c</response>"))
        .isTrue();
    assertThat(AnswerFormat.due(false, false).matches("<think>a</think>")).isTrue();
  }

  @Test
  void aThoughtIsPaidByTheWordInHundredths() {
    assertThat(AnswerFormat.length("<think> one two </think>", 4, UNIT)).isEqualTo(.5);
    assertThat(AnswerFormat.length("<think>a b c d e f</think>", 4, UNIT)).isEqualTo(1);
    assertThat(AnswerFormat.length("<think></think>", 4, UNIT)).isZero();
    assertThat(AnswerFormat.words(0, false)).isEqualTo(512);
    assertThat(AnswerFormat.words(105, true)).isEqualTo(640);
  }

  /** Answers A, A, B, then C which is right: E/T = 3/4, penalty .125, reward 1/8 - .125 = 0. */
  @Test
  void repeatedAnswersCostWhatALateSolutionEarns() {
    MultiTurnReward task = new MultiTurnReward(MultiTurnReward.HALVING, .5);
    assertThat(task.reward()).isZero();
    task.answer("A", false);
    task.answer("A", false);
    assertThat(task.reward()).isEqualTo(-.25);
    task.answer("B", false);
    task.answer("C", true);
    assertThat(task.reward()).isZero();
    assertThatThrownBy(() -> task.answer("D", false)).hasMessageContaining("step 3");
  }

  @Test
  void aSolutionFadesByItsStep() {
    MultiTurnReward task = new MultiTurnReward(.9, 0);
    task.answer("A", false);
    task.answer("B", true);
    assertThat(task.reward()).isCloseTo(.9, within(1e-15));
    assertThatThrownBy(() -> new MultiTurnReward(0, 0)).hasMessageContaining("decay");
  }

  /** SSR = share of constraints, HSR = all of them (MultiCodeIF, arXiv 2507.00699). */
  @Test
  void constraintsCountSoftlyAndHard() {
    assertThat(FeedbackCurve.softSatisfaction(true, true, false)).isCloseTo(2 / 3., within(1e-15));
    assertThat(FeedbackCurve.hardSatisfaction(true, true, false)).isZero();
    assertThat(FeedbackCurve.hardSatisfaction(true, true)).isEqualTo(1);
  }

  @Test
  void theReactionModelFindsTheRateOfEachContextThoughLabelsComeLate() {
    ReactionModel model = new ReactionModel("love", List.of("dwell"), .5, 1_000_000, 4);
    ReactionModel.State state = model.start();
    assertThat(model.predict(state, new double[] {1})).isEqualTo(.5);
    double[][] contexts = {{0}, {1}};
    double[] truth = {.1, .4};
    for (int t = 0; t < 20_000; t++) {
      state = model.learn(state, contexts[t % 2], Draws.uniform(7, 1, t) < truth[t % 2]);
    }
    assertThat(model.predict(state, contexts[0])).isCloseTo(.1, within(.03));
    assertThat(model.predict(state, contexts[1])).isCloseTo(.4, within(.06));
    assertThat(Math.abs(state.z())).isLessThan(4);
  }

  /** Four responses of p = 1/2 at a rate near 0: sum p = 2, sum p (1 - p) = 1, z = (4 - 2)/1. */
  @Test
  void calibrationIsReactionsLessPredictionsOverTheirDeviation() {
    ReactionModel model = new ReactionModel("love", List.of("dwell"), 1e-9, 10, 4);
    ReactionModel.State state = model.start();
    assertThat(state.z()).isZero();
    for (int t = 0; t < 4; t++) {
      state = model.learn(state, new double[] {1}, true);
    }
    assertThat(state.z()).isCloseTo(2, within(1e-6));
    assertThat(state.looked().z()).isZero();
    assertThatThrownBy(() -> new ReactionModel("love", List.of("love"), 1, 1, 1))
        .hasMessageContaining("cannot predict itself");
  }

  @Test
  void aSignalIsWorthItsKindOrItsValue() {
    SignalValues values =
        new SignalValues(
            Map.of(SignalKind.CLICK, 1.0),
            Map.of(SignalKind.RATING, .5, SignalKind.DWELL, .1),
            Map.of(SignalKind.RATING, 3.0),
            new Range(-1, 1));
    assertThat(values.has(SignalKind.VIEW)).isFalse();
    assertThat(values.value(signal(SignalKind.CLICK, null))).isEqualTo(1);
    // RLHS, arXiv 2501.08617: (r - 3) / 2.
    assertThat(values.value(signal(SignalKind.RATING, 1.0))).isEqualTo(-1);
    assertThat(values.value(signal(SignalKind.RATING, 4.0))).isEqualTo(.5);
    assertThat(values.value(signal(SignalKind.DWELL, 300.0))).isEqualTo(1);
    assertThat(SignalValues.component(signal(SignalKind.HINDSIGHT_RATING, 1.0)))
        .isEqualTo("hindsight-rating");
  }

  @Test
  void aValueThatIsMissingNotANumberOrOutOfItsRangeIsRefused() {
    SignalValues values =
        new SignalValues(Map.of(), Map.of(SignalKind.RATING, .5), Map.of(), new Range(-1, 1));
    assertThatThrownBy(() -> values.value(signal(SignalKind.RATING, null)))
        .hasMessageContaining("needs a value");
    assertThatThrownBy(() -> values.value(signal(SignalKind.RATING, Double.NaN)))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> values.value(signal(SignalKind.RATING, 11.0)))
        .hasMessageContaining("[0.0, 10.0]");
    assertThatThrownBy(
            () ->
                new SignalValues(
                    Map.of(SignalKind.CLICK, 2.0), Map.of(), Map.of(), new Range(-1, 1)))
        .hasMessageContaining("click");
  }

  private static FeedbackSignal signal(SignalKind kind, Double value) {
    return new FeedbackSignal(
        "s",
        0,
        "ada",
        kind,
        "x",
        null,
        null,
        value,
        FeedbackStage.NONE,
        FeedbackActor.USER,
        null,
        null,
        null,
        null);
  }
}
