package io.flyball.core.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SignalKindTest {

  @ParameterizedTest
  @EnumSource(
      names = {"CLICK", "VIEW", "DWELL", "LIKE", "LOVE", "SHARE", "RATING", "CONVERSION", "CART"})
  void theseTakeWhatWasShown(SignalKind kind) {
    assertThat(kind.takes()).isTrue();
    assertThat(kind.hindsight()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "OTHER",
        "DISLIKE",
        "SKIP",
        "CORRECTION",
        "REPORT",
        "RETURN",
        "HINDSIGHT_RATING",
        "VERDICT"
      })
  void theseJudgeOrRefuseIt(SignalKind kind) {
    assertThat(kind.takes()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"DWELL", "RATING", "HINDSIGHT_RATING", "VERDICT"},
      mode = Mode.EXCLUDE)
  void mostNeedNoValueAndTakeAnyFiniteOne(SignalKind kind) {
    assertThat(kind.valueRequired()).isFalse();
    assertThat(kind.min()).isEqualTo(-Double.MAX_VALUE);
    assertThat(kind.max()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void onlyWhatIsSaidAfterTheOutcomeIsHindsight() {
    assertThat(SignalKind.values())
        .filteredOn(SignalKind::hindsight)
        .containsExactly(SignalKind.RETURN, SignalKind.HINDSIGHT_RATING);
    assertThat(SignalKind.HINDSIGHT_RATING.valueRequired()).isTrue();
    assertThat(SignalKind.HINDSIGHT_RATING.max()).isEqualTo(10);
    assertThat(SignalKind.DWELL.min()).isZero();
    assertThat(SignalKind.VERDICT.min()).isEqualTo(-1);
  }
}
