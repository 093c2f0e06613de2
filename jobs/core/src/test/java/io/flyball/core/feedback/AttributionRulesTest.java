package io.flyball.core.feedback;

import static io.flyball.core.feedback.Fixtures.DAY;
import static io.flyball.core.feedback.Fixtures.HOLD;
import static io.flyball.core.feedback.Fixtures.MINUTE;
import static io.flyball.core.feedback.Fixtures.NOON;
import static io.flyball.core.feedback.Fixtures.onItem;
import static io.flyball.core.feedback.Fixtures.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionRulesTest {

  private static Map<SignalKind, Long> windows() {
    return new EnumMap<>(rules(false).windows());
  }

  @Test
  void everyKindHasAPositiveWindowAndAHoldIsNotNegative() {
    Map<SignalKind, Long> windows = windows();
    windows.put(SignalKind.SHARE, 0L);
    assertThatThrownBy(() -> new AttributionRules(windows, 0, false))
        .hasMessage("attribution window of SHARE is 0; it must be positive");
    windows.remove(SignalKind.SHARE);
    assertThatThrownBy(() -> new AttributionRules(windows, 0, false))
        .hasMessageContaining("SHARE is null");
    windows.put(SignalKind.SHARE, 1L);
    assertThatThrownBy(() -> new AttributionRules(windows, -1, false))
        .hasMessage("hold is -1 ms; it must not be negative");
    assertThat(new AttributionRules(windows, 0, false).longest()).isEqualTo(14 * DAY);
  }

  @Test
  void windowsAreThoseOfTheMomentTheyAreGiven() {
    Map<SignalKind, Long> windows = windows();
    AttributionRules rules = new AttributionRules(windows, HOLD, false);
    windows.put(SignalKind.RETURN, 100 * DAY);
    assertThat(rules.longest()).isEqualTo(14 * DAY);
  }

  @ParameterizedTest
  @CsvSource({
    "CLICK, 30",
    "VIEW, 30",
    "DWELL, 30",
    "SKIP, 30",
    "OTHER, 30",
    "LIKE, 1440",
    "LOVE, 1440",
    "DISLIKE, 1440",
    "SHARE, 1440",
    "CART, 1440",
    "CORRECTION, 1440",
    "VERDICT, 1440",
    "RATING, 10080",
    "REPORT, 10080",
    "CONVERSION, 10080",
    "RETURN, 20160",
    "HINDSIGHT_RATING, 20160",
  })
  void theDefaultsAreThoseOfTheConfigurationPage(SignalKind kind, long minutes) {
    AttributionRules standard = AttributionRules.standard();
    assertThat(standard.windows()).containsEntry(kind, minutes * MINUTE);
    assertThat(standard.hold()).isEqualTo(2 * MINUTE);
    assertThat(standard.arrivalOrder()).isFalse();
  }

  @Test
  void bothEndsOfAWindowBelongToIt() {
    AttributionRules rules = rules(false);
    FeedbackSignal click = onItem("s", 0, SignalKind.CLICK, "film");
    assertThat(rules.covers(NOON + HOLD, click)).isTrue();
    assertThat(rules.covers(NOON + HOLD + 1, click)).isFalse();
    assertThat(rules.covers(NOON - 30 * MINUTE, click)).isTrue();
    assertThat(rules.covers(NOON - 30 * MINUTE - 1, click)).isFalse();
  }
}
