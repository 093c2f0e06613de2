package io.flyball.connectors.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibleTimesTest {
  private final PlausibleTimes times =
      new PlausibleTimes(PlausibleTimes.YEARS, "loop.plausible-years");

  private static Exposure at(long millis) {
    return Exposure.newBuilder()
        .setId("e")
        .setTime(Instant.ofEpochMilli(millis))
        .setUser("u")
        .setItem("i")
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 631_152_000_000L, 881_250_949_000L, 1_700_000_000_000L, 4_133_980_799_999L})
  void aTimeOf1990To2100OrNoneIsPlausible(long millis) {
    assertThat(times.fault(at(millis))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000, seconds",
    "1700000000000000, microseconds",
    "631151999999, loop.plausible-years",
    "4133980800000, loop.plausible-years"
  })
  void anyOtherTimeIsRefusedWithAHint(long millis, String hint) {
    Refusal refusal = times.fault(at(millis)).orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Reason.IMPLAUSIBLE_TIME);
    assertThat(refusal.field()).isEqualTo("time");
    assertThat(refusal.message()).contains(hint, "1990..2100");
  }

  @Test
  void timesInsideOfARecordAreLookedAtToo() {
    AttributedFeedback row =
        AttributedFeedback.newBuilder()
            .setId("r")
            .setSubject(FeedbackSubject.EXPOSURE)
            .setStatus(FeedbackStatus.CENSORED)
            .setTime(Instant.ofEpochMilli(1_700_000_000_000L))
            .setUser("u")
            .setExposure(at(1_700_000_000))
            .build();
    assertThat(times.fault(row).orElseThrow().field()).isEqualTo("exposure.time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1990", "2100..1990", "90..2100"})
  void whatIsNoRangeOfYearsIsRefused(String years) {
    assertThatThrownBy(() -> new PlausibleTimes(years, "k"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
