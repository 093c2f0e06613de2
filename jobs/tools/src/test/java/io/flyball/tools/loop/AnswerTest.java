package io.flyball.tools.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.LoopMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Instant START = Instant.parse("2024-03-04T00:00:00Z");
  private static final long DAY = 86_400;

  private static LoopMetric row(int day, double value) {
    return LoopMetric.newBuilder()
        .setId("all/" + day)
        .setScope("all")
        .setMetric("feedback.GINI_OVER_N")
        .setWindowStart(START.plusSeconds(day * DAY))
        .setWindowEnd(START.plusSeconds((day + 1) * DAY))
        .setValue(value)
        .setEvents(100)
        .setRevision(0)
        .build();
  }

  /** Nine days that rise and a last one that falls. */
  private static List<LoopMetric> days() {
    List<LoopMetric> rows = new ArrayList<>();
    for (int day = 0; day < 9; day++) {
      rows.add(row(day, 0.5 + 0.01 * day));
    }
    rows.add(row(9, 0.1));
    return rows;
  }

  private static Answer answer(long lastSeconds) {
    return Answer.of(
        ReportRecords.of(days(), List.of()).spanning(START, START.plusSeconds(lastSeconds)));
  }

  @Test
  void noMetricsAreNoAnswer() {
    assertThat(Answer.of(ReportRecords.of(List.of(), List.of())).cards()).isEmpty();
  }

  @Test
  void aWindowThatTheLogFillsInPartIsNoPartOfTheTrend() {
    Answer half = answer(9 * DAY + DAY / 2);
    assertThat(half.headlines()).singleElement().satisfies(h -> assertThat(h.rows()).hasSize(9));
    assertThat(half.cards().get(3).because())
        .contains("over 9 windows", "A window that the log fills in part is left out.");

    Answer whole = answer(10 * DAY - 60);
    assertThat(whole.headlines().get(0).rows()).hasSize(10);
    assertThat(whole.cards().get(3).because()).doesNotContain("left out");
  }

  @Test
  void whereTooFewWindowsAreFilledAllAreTaken() {
    assertThat(answer(3 * DAY).headlines().get(0).rows()).hasSize(10);
  }

  @Test
  void theSmallestProbabilitiesAreToldAsABound() {
    assertThat(answer(9 * DAY).cards().get(3).verdict()).isEqualTo("Shown, p < 0.001");
  }

  @Test
  void labelsOfAnAxisFitBesideIt() {
    assertThat(Html.tick(0.9652)).isEqualTo("0.9652");
    assertThat(Html.tick(0.004543)).isEqualTo("0.00454");
    assertThat(Html.tick(0.000014)).isEqualTo("1.4e-05");
    assertThat(Html.tick(123_456_789)).isEqualTo("1.2e+08");
    assertThat(Html.tick(-0.0045432)).isEqualTo("-0.00454");
  }
}
