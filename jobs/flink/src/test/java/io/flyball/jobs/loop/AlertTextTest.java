package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.drift.Direction;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of an alert is the same on a machine of any language. */
class AlertTextTest {
  private Locale before;

  @BeforeEach
  void remember() {
    before = Locale.getDefault();
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "tr", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void numbersAndNamesAreWrittenAlike(String language) {
    Finding finding =
        new Finding(
            "f", "all", "IMMEDIATE", Direction.UP, 2_000, 1_000, 0.25, 1234.5, 10, 0.125, true);
    Locale.setDefault(Locale.ROOT);
    String plain = DiagnosisAlert.drift(finding).summary();
    Locale.setDefault(Locale.forLanguageTag(language));
    assertThat(DiagnosisAlert.drift(finding).summary())
        .isEqualTo(plain)
        .contains("from 0.2500 to 1234.5000");
  }
}
