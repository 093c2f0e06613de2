package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeadSignalTest {

  @Test
  void sizesBelowOneAreRefused() {
    assertThatThrownBy(() -> new HeadSignal(0, 1, 1)).hasMessageContaining("0, 1, 1");
  }

  @Test
  void theHeadIsThatOfTheEventsBeforeItsRenewalAndForgetsOldOnes() {
    HeadSignal signal = new HeadSignal(1, 4, 2);
    assertThat(signal.add(1)).as("nothing known yet").isFalse();
    assertThat(signal.add(1)).as("not renewed yet").isFalse();
    assertThat(signal.add(1)).isTrue();
    assertThat(signal.add(2)).isFalse();
    assertThat(signal.warm()).isFalse();
    signal.add(2);
    signal.add(2);
    assertThat(signal.warm()).isTrue();
    assertThat(signal.add(2)).as("three of the last four").isTrue();
  }
}
