package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LinearEnvironmentTest {
  @Test
  void anEmptyWorldIsRefused() {
    assertThatThrownBy(() -> new LinearEnvironment(1, 0, 20, 0)).hasMessageContaining("found 0");
    assertThatThrownBy(() -> new LinearEnvironment(1, 10, 0, 0)).hasMessageContaining("10, 0");
  }

  /** Values of two independent implementations of the same generator, in Java and in Python. */
  @Test
  void seedOneIsTheSameWorldBitForBit() {
    LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
    world.begin(0);
    assertThat(world.weight(0, 0)).isEqualTo(.45402547342578026);
    assertThat(world.weight(0, 1)).isEqualTo(-.743480574394199);
    assertThat(world.weight(0, 2)).isEqualTo(-.269918968694824);
    assertThat(world.context()).startsWith(.6524484863740322, .7012121095215252, .3871241409757855);
    assertThat(world.context()).hasSize(21).endsWith(1);
    assertThat(world.mean(0)).isEqualTo(.3852975593118866);
    assertThat(world.mean(1)).isEqualTo(.5006550838473446);
    assertThat(world.mean(2)).isEqualTo(.8355113508008345);
    StringBuilder rewards = new StringBuilder();
    for (int a = 0; a < 10; a++) {
      rewards.append((int) world.reward(a));
    }
    assertThat(rewards).hasToString("0010100111");
  }

  @Test
  void driftRedrawsTheWeightsAndReturnsToThemWhenReplayed() {
    LinearEnvironment still = new LinearEnvironment(1, 10, 20, 0);
    LinearEnvironment drift = new LinearEnvironment(1, 10, 20, 100);
    still.begin(99);
    drift.begin(99);
    assertThat(drift.mean(3)).isEqualTo(still.mean(3));
    still.begin(100);
    drift.begin(100);
    assertThat(drift.context()).containsExactly(still.context());
    assertThat(drift.mean(3)).isNotEqualTo(still.mean(3));
    drift.begin(99);
    still.begin(99);
    assertThat(drift.mean(3)).isEqualTo(still.mean(3));
  }
}
