package io.flyball.core.reward.score;

import static io.flyball.core.reward.score.ToolCallReward.COARSE;
import static io.flyball.core.reward.score.ToolCallReward.GRADED;
import static io.flyball.core.reward.score.ToolCallReward.INTERMEDIATE;
import static io.flyball.core.reward.score.ToolCallReward.REFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers computed with numpy from the equations of ToolRL (arXiv 2504.13958). */
class ToolCallRewardTest {
  private static final Range RANGE = new Range(-3, 3);
  private static final ToolCall WEATHER = call("weather", "city", "Oslo", "day", "today");
  private static final ToolCall ROUTE = call("route", "to", "Oslo");

  private static ToolCall call(String name, String... parameters) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return new ToolCall(name, map);
  }

  private static double graded(List<ToolCall> predicted) {
    return GRADED.score(List.of(WEATHER), predicted, RANGE);
  }

  @Test
  void nothingExpectedEarnsNothingAndWhatCannotBeReadEarnsTheLeast() {
    assertThat(GRADED.score(List.of(), List.of(WEATHER), RANGE)).isZero();
    assertThat(graded(null)).isEqualTo(-3);
    assertThat(graded(List.of())).isEqualTo(-3);
  }

  @Test
  void oneCallOfTwoParametersIsGradedByWhatIsWrong() {
    assertThat(graded(List.of(WEATHER))).isEqualTo(3);
    assertThat(graded(List.of(call("weather", "city", "Rome", "day", "today")))).isEqualTo(1.5);
    assertThat(graded(List.of(call("weather", "city", "Oslo")))).isEqualTo(.75);
    assertThat(graded(List.of(call("forecast", "city", "Oslo", "day", "today")))).isEqualTo(-3);
    assertThat(graded(List.of(WEATHER, ROUTE))).isEqualTo(2.25);
  }

  @Test
  void callsInAnotherOrderEarnTheMostThroughTheirSum() {
    assertThat(GRADED.score(List.of(WEATHER, ROUTE), List.of(ROUTE, WEATHER), RANGE)).isEqualTo(3);
  }

  @Test
  void aPredictionIsUsedOnce() {
    ToolCall again = call("weather", "city", "Oslo", "day", "today");
    double twice = GRADED.score(List.of(WEATHER, again), List.of(WEATHER), RANGE);
    // names 1/2, one matched call 1 + 2, of 1 + 3 + 3.
    assertThat(twice).isCloseTo(6 * 3.5 / 7 - 3, within(1e-12));
  }

  @Test
  void theBestMatchOfANameIsTaken() {
    ToolCall wrong = call("weather", "city", "Rome");
    double score = graded(List.of(wrong, WEATHER));
    assertThat(score).isCloseTo(6 * (.5 + 3) / 4 - 3, within(1e-12));
  }

  @Test
  void coarserFormsForgiveLess() {
    List<ToolCall> expected = List.of(WEATHER);
    List<ToolCall> wrongValue = List.of(call("weather", "city", "Rome", "day", "today"));
    List<ToolCall> missing = List.of(call("weather", "city", "Oslo"));
    assertThat(COARSE.score(expected, wrongValue, RANGE)).isEqualTo(-3);
    // names 1 of 1 + 1 when the call differs in anything.
    assertThat(INTERMEDIATE.score(expected, wrongValue, RANGE)).isEqualTo(0);
    // names 1, parameter names 0, one value of 4.
    assertThat(REFINED.score(expected, missing, RANGE)).isEqualTo(0);
    for (ToolCallReward form : ToolCallReward.values()) {
      assertThat(form.score(expected, expected, RANGE)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, 0, 1, -3, 3",
    "EQUAL_MAX, 99, 0, 1, -1, 1",
    "TWO_STAGE, 29, 0, 1, -1, 1",
    "TWO_STAGE, 30, 0, .5, -3, 3",
    "SMOOTH, 0, -2, 2, -2, 2",
    "SMOOTH, 75, -1, 1.5, -2.5, 2.5",
    "SMOOTH, 150, -1, 1, -3, 3",
    "SMOOTH, 900, -1, 1, -3, 3",
  })
  void schedulesMoveTheRanges(
      RewardSchedule schedule, int step, double fMin, double fMax, double cMin, double cMax) {
    assertThat(schedule.format(step)).isEqualTo(new Range(fMin, fMax));
    assertThat(schedule.correctness(step)).isEqualTo(new Range(cMin, cMax));
  }

  @Test
  void aScheduleHasNoStepBeforeItsFirst() {
    assertThatThrownBy(() -> RewardSchedule.SMOOTH.correctness(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Range(1, 1)).hasMessageContaining("1.0 and 1.0");
    assertThatThrownBy(() -> new Range(Double.NaN, 1)).hasMessageContaining("NaN");
  }
}
