package io.flyball.core.control.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FunctionSwitchTest {
  private static final int PATIENCE = 3;
  private static final long HOLD = 100;

  private FunctionSwitch s = new FunctionSwitch();
  private long now;

  /** Windows of 10 us in which it is needed, or not, until it changes; how many there were. */
  private int untilItTurns(boolean needed) {
    boolean before = s.on();
    for (int windows = 1; windows <= 1_000; windows++) {
      now += 10;
      s.hidden(needed, now, PATIENCE, HOLD);
      if (s.on() != before) {
        return windows;
      }
    }
    return -1;
  }

  @Test
  void itIsOffAndStaysSoWhileNothingIsNeeded() {
    assertThat(s.on()).isFalse();
    assertThat(untilItTurns(false)).isEqualTo(-1);
  }

  @Test
  void itTurnsOnAfterPatienceAndOffAfterTheHoldingTime() {
    assertThat(untilItTurns(true)).isEqualTo(PATIENCE);
    assertThat(untilItTurns(true)).isEqualTo(HOLD / 10);
  }

  @Test
  void aWindowWithoutNeedBeginsTheCountAnew() {
    s.hidden(true, 10, PATIENCE, HOLD);
    s.hidden(true, 20, PATIENCE, HOLD);
    s.hidden(false, 30, PATIENCE, HOLD);
    s.hidden(true, 40, PATIENCE, HOLD);
    s.hidden(true, 50, PATIENCE, HOLD);
    assertThat(s.on()).isFalse();
    s.hidden(true, 60, PATIENCE, HOLD);
    assertThat(s.on()).isTrue();
  }

  @Test
  void whatComesBackWithinAHoldingTimeIsHeldTwiceAsLongUpToSixteenTimes() {
    for (int times : new int[] {1, 2, 4, 8, 16, 16}) {
      assertThat(untilItTurns(true)).isEqualTo(PATIENCE);
      assertThat(untilItTurns(true)).isEqualTo(times * HOLD / 10);
    }
  }

  @Test
  void whatComesBackLaterIsHeldAsAtFirst() {
    untilItTurns(true);
    untilItTurns(true);
    untilItTurns(true);
    untilItTurns(true);
    now += HOLD - 30 + 10;
    assertThat(untilItTurns(true)).isEqualTo(PATIENCE);
    assertThat(untilItTurns(true)).isEqualTo(HOLD / 10);
  }

  @Test
  void whatComesBackAtTheVeryEndOfAHoldingTimeIsBack() {
    untilItTurns(true);
    untilItTurns(true);
    now += HOLD - 30;
    assertThat(untilItTurns(true)).isEqualTo(PATIENCE);
    assertThat(untilItTurns(true)).isEqualTo(2 * HOLD / 10);
  }

  @Test
  void aReasonThatStaysVisibleSwitchesOffByItself() {
    for (int window = 1; window <= PATIENCE; window++) {
      assertThat(s.on()).isFalse();
      s.seen(true, false, 10L * window, PATIENCE);
    }
    assertThat(s.on()).isTrue();
    s.seen(true, false, 1_000, PATIENCE);
    assertThat(s.on()).isTrue();
    for (int window = 1; window <= PATIENCE; window++) {
      assertThat(s.on()).isTrue();
      s.seen(true, true, 1_000 + window * 10, PATIENCE);
    }
    assertThat(s.on()).isFalse();
  }

  @Test
  void aClockThatBeginsAnewBeginsTheHoldingTimeAnew() {
    now = 1_000_000;
    untilItTurns(true);
    now = 0;
    assertThat(untilItTurns(true)).isEqualTo(HOLD / 10 + 1);
  }

  @Test
  void whatWasWrittenGoesOn() throws IOException {
    untilItTurns(true);
    untilItTurns(true);
    untilItTurns(true);
    now += 50;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    s.write(new DataOutputStream(bytes));
    s = FunctionSwitch.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(s.on()).isTrue();
    assertThat(untilItTurns(true)).isEqualTo((2 * HOLD - 50) / 10);
    s.hidden(true, now + 10, PATIENCE, HOLD);
    bytes.reset();
    s.write(new DataOutputStream(bytes));
    s = FunctionSwitch.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    now += 10;
    assertThat(untilItTurns(true)).isEqualTo(PATIENCE - 1);
  }
}
