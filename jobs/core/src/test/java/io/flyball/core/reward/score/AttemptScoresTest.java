package io.flyball.core.reward.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptScoresTest {
  private static final AttemptScores SCORES = scores(RewardSchedule.CONSTANT);
  private static final ToolCall WEATHER = call("weather", "Oslo", "today");

  private static AttemptScores scores(RewardSchedule schedule) {
    return new AttemptScores(
        ToolCallReward.GRADED, schedule, AttemptScores.Length.NONE, MultiTurnReward.HALVING, .5);
  }

  private static ToolCall call(String name, String city, String day) {
    return new ToolCall(name, Map.of("city", city, "day", day));
  }

  private static AttemptAnswer calls(List<ToolCall> made, int step) {
    return new AttemptAnswer(List.of(WEATHER), made, null, false, List.of(), false, step);
  }

  private static AttemptAnswer answers(boolean solved, String... answers) {
    return new AttemptAnswer(null, null, null, false, List.of(answers), solved, 0);
  }

  @Test
  void anAttemptThatSaysNothingHasNoComponents() {
    assertThat(SCORES.of(answers(false))).isEmpty();
    assertThatThrownBy(
            () ->
                new AttemptScores(
                    ToolCallReward.GRADED,
                    RewardSchedule.CONSTANT,
                    AttemptScores.Length.NONE,
                    0,
                    .5))
        .hasMessageContaining("decay");
  }

  /** Known answers of ToolRL: 3, 1.5, .75, -3, 2.25. */
  @Test
  void callsOfToolsAreGraded() {
    assertThat(SCORES.of(calls(List.of(WEATHER), 0))).isEqualTo(Map.of("tool-call", 3.0));
    assertThat(toolCall(List.of(call("weather", "Rome", "today")))).isEqualTo(1.5);
    assertThat(toolCall(List.of(new ToolCall("weather", Map.of("city", "Oslo"))))).isEqualTo(.75);
    assertThat(toolCall(List.of(call("forecast", "Oslo", "today")))).isEqualTo(-3);
    assertThat(toolCall(List.of(WEATHER, call("route", "Oslo", "today")))).isEqualTo(2.25);
    assertThat(toolCall(null)).isEqualTo(-3);
  }

  private static double toolCall(List<ToolCall> made) {
    return SCORES.of(calls(made, 0)).get(AttemptScores.TOOL_CALL);
  }

  @ParameterizedTest
  @CsvSource({"TWO_STAGE, 29, 1", "TWO_STAGE, 30, 3", "SMOOTH, 75, 2.5", "EQUAL_MAX, 0, 1"})
  void theScheduleGoesByTheStepOfTheAttempt(RewardSchedule schedule, int step, double most) {
    assertThat(scores(schedule).of(calls(List.of(WEATHER), step)))
        .containsEntry(AttemptScores.TOOL_CALL, most);
  }

  @Test
  void theFormatIsThatWhichTheTaskIsDue() {
    String text = "<think>a b</think>\n<tool_call>\n{}\n</tool_call>";
    var due = new AttemptAnswer(List.of(WEATHER), null, text, false, List.of(), false, 0);
    var more = new AttemptAnswer(List.of(WEATHER), null, text, true, List.of(), false, 0);
    assertThat(SCORES.of(due)).containsEntry("format", 1.0).doesNotContainKey("length");
    assertThat(SCORES.of(more)).containsEntry("format", 0.0);
    AttemptScores lengths =
        new AttemptScores(
            ToolCallReward.GRADED, RewardSchedule.CONSTANT, AttemptScores.Length.FIXED, 1, 0);
    assertThat(lengths.of(due)).containsEntry("length", 0.0);
  }

  /** A text of nothing but tags is judged in time that grows with its length. */
  @Test
  void manyTagsAreNoWork() {
    String text = "<think>" + "</think>\n<tool_call>\n</tool_call>\n<response>".repeat(20_000);
    var attempt = new AttemptAnswer(List.of(WEATHER), null, text, true, List.of(), false, 0);
    assertThat(SCORES.of(attempt)).containsEntry("format", 0.0);
  }

  /** Known answer of "Try again": A, A, B, then C that is right: 1/8 - .5 (1 - 3/4) = 0. */
  @Test
  void aSolutionDecaysByTurnAndRepetitionIsPenalised() {
    assertThat(SCORES.of(answers(true, "A", "A", "B", "C"))).isEqualTo(Map.of("multi-turn", 0.0));
    assertThat(SCORES.of(answers(true, "A"))).containsEntry("multi-turn", 1.0);
    assertThat(SCORES.of(answers(false, "A", "A"))).containsEntry("multi-turn", -.25);
  }
}
