package io.flyball.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private static final Map<String, Long> COUNTS =
      Map.of("READ", 3L, "ACCEPTED_SIGNALS", 2L, "SIGNALS_ORPHANED", 2L, "DEAD_LETTERS", 1L);
  private static final Map<String, Long> ROWS = Map.of("SIGNAL ORPHAN", 2L);

  @Test
  void countsThatAddUpAreConserved() {
    assertThat(report(ROWS, Map.of("MALFORMED_JSON", 1L)).conserved()).isTrue();
  }

  @Test
  void aRowThatNoReaderFindsBreaksTheLaw() {
    RunReport report = report(Map.of("SIGNAL ORPHAN", 1L), Map.of("MALFORMED_JSON", 1L));

    assertThat(report.conserved()).isFalse();
    assertThat(report.text()).contains("FAIL         1 rows in feedback.attributed");
  }

  @Test
  void aLetterThatNobodyCountedBreaksTheLaw() {
    assertThat(report(ROWS, Map.of("MALFORMED_JSON", 2L)).conserved()).isFalse();
  }

  @Test
  void aRefusedControlRecordIsShownAndBreaksNothing() {
    RunReport report = report(ROWS, Map.of("MALFORMED_JSON", 1L, "BAD_TYPE on control", 1L));

    assertThat(report.conserved()).isTrue();
    assertThat(report.text()).contains("BAD_TYPE on control");
  }

  private static RunReport report(Map<String, Long> rows, Map<String, Long> deadLetters) {
    return new RunReport(3, COUNTS, rows, Map.of(), deadLetters, 0);
  }
}
