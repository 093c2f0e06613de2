package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateWindowsTest {
  private static final long W = 300_000;

  private final List<RateWindow> closed = new ArrayList<>();

  private void at(RateWindows windows, long... times) {
    EventColumns c = new EventColumns();
    for (long t : times) {
      c.add(t, 0, 0, 1);
    }
    windows.add(c, closed::add);
  }

  private List<Long> counts() {
    return closed.stream().map(RateWindow::events).toList();
  }

  @Test
  void aWindowNeedsALength() {
    assertThatThrownBy(() -> new GridWindows(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReferenceWindows(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void beforeTheFirstEventNothingIsOpen() {
    GridWindows windows = new GridWindows(W);
    windows.closeUntil(10 * W, closed::add);
    assertThat(closed).isEmpty();
    assertThat(windows.open()).isEqualTo(RateWindows.OpenWindow.NONE);
  }

  @Test
  void theGridIsHalfOpenAndSilenceIsMeasuredAsZero() {
    at(new GridWindows(W), 5, W - 1, W, 3 * W + 1);
    assertThat(counts()).containsExactly(2L, 1L, 0L);
    assertThat(closed.get(0).endUs()).isEqualTo(W);
    assertThat(closed.get(0).rate()).isEqualTo(2 / 0.3);
  }

  @Test
  void aTimerClosesAGridWindowWithoutAnEvent() {
    GridWindows windows = new GridWindows(W);
    at(windows, 5);
    windows.closeUntil(2 * W, closed::add);
    assertThat(counts()).containsExactly(1L, 0L);
  }

  @Test
  void aLateEventCountsInTheOpenGridWindow() {
    GridWindows windows = new GridWindows(W);
    at(windows, W + 5, W - 5, 2 * W);
    assertThat(counts()).containsExactly(2L);
  }

  @Test
  void aRestartedDeviceClockEndsTheWindowUndercounted() {
    GridWindows windows = new GridWindows(W);
    at(windows, 100 * W, 0, W);
    assertThat(counts()).containsExactly(1L, 1L);
    assertThat(closed.get(0).undercounted()).isTrue();
    assertThat(closed.get(1).startUs()).isZero();
  }

  @Test
  void aJumpOfTheClockDoesNotFloodWithEmptyWindows() {
    at(new GridWindows(W), 0, Long.MAX_VALUE / 2);
    assertThat(counts()).containsExactly(1L);
  }

  /** The event at exactly start + W is counted, closes the window and begins the next. */
  @Test
  void aReferenceWindowIsClosedByTheEventThatEndsIt() {
    at(new ReferenceWindows(W), 10, 20, 10 + W, 10 + W + 1, 10 + 2 * W + 7);
    assertThat(counts()).containsExactly(3L, 2L);
    assertThat(closed.get(1).startUs()).isEqualTo(10 + W);
    assertThat(closed.get(1).rate()).isEqualTo(2 / 0.3);
  }

  @Test
  void aReferenceWindowIgnoresSilence() {
    ReferenceWindows windows = new ReferenceWindows(W);
    at(windows, 0);
    windows.closeUntil(10 * W, closed::add);
    at(windows, 10 * W);
    assertThat(counts()).containsExactly(2L);
  }

  @Test
  void aMarkedWindowIsUndercountedAndTheNextIsNot() {
    GridWindows windows = new GridWindows(W);
    at(windows, 1);
    windows.markUndercounted();
    at(windows, W, 2 * W);
    assertThat(closed).extracting(RateWindow::undercounted).containsExactly(true, false);
  }

  @Test
  void aWindowGoesOnAfterARestore() {
    GridWindows first = new GridWindows(W);
    at(first, 1, 2);
    at(new GridWindows(W, first.open()), 3, W);
    assertThat(counts()).containsExactly(3L);
  }
}
