package io.flyball.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private static final Map<String, Long> COUNTS =
      Map.of("READ", 3L, "ACCEPTED_SIGNALS", 2L, "SIGNALS_ORPHANED", 2L, "DEAD_LETTERS", 1L);
  private static final Map<String, Long> ROWS = Map.of("SIGNAL ORPHAN", 2L);

  @Test
  void countsThatAddUpAreConserved() {
    assertThat(report(ROWS, 1).conserved()).isTrue();
  }

  @Test
  void aRowThatNoReaderFindsBreaksTheLaw() {
    RunReport report = report(Map.of("SIGNAL ORPHAN", 1L), 1);

    assertThat(report.conserved()).isFalse();
    assertThat(report.text()).contains("FAIL         1 rows in feedback.attributed");
  }

  @Test
  void aLetterThatNobodyCountedBreaksTheLaw() {
    assertThat(report(ROWS, 2).conserved()).isFalse();
  }

  @Test
  void theReportNamesJobsAlertsAndLetters() {
    assertThat(report(ROWS, 1).text())
        .contains("Feedback: conservation", "feedback BURST", "bandit BAD_TYPE on control");
  }

  @Test
  void fieldsThatNoSchemaNamesAreListedMostFrequentFirst() {
    JobReport report =
        new JobReport(
            "bandit",
            Map.of(
                "UNKNOWN_FIELDS", 8L,
                "UNKNOWN_FIELDS.bandit.requests DecisionRequest.contxt", 5L,
                "UNKNOWN_FIELDS.other", 3L),
            List.of(),
            Map.of(),
            List.of());

    assertThat(report.text())
        .containsSubsequence(
            "Unknown JSON fields, by topic, record and name",
            "5 bandit.requests DecisionRequest.contxt",
            "3 other");
  }

  private static RunReport report(Map<String, Long> rows, long letters) {
    return new RunReport(
        3,
        List.of(FeedbackRun.report(3, COUNTS, rows, letters)),
        Map.of("feedback BURST", 1L),
        Map.of("bandit BAD_TYPE on control", 1L),
        0);
  }
}
