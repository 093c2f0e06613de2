package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which decisions are remembered. */
class DecisionMemoryTest {
  private long now;
  private final DecisionMemory memory = new DecisionMemory(2, Duration.ofNanos(10), () -> now);

  private PendingDecision fresh() {
    return PendingDecision.of(new byte[0], now);
  }

  @Test
  void theFirstOfAnIdStays() {
    PendingDecision first = fresh();
    assertThat(memory.remembered("a", first)).isSameAs(first);
    assertThat(memory.remembered("a", fresh())).isSameAs(first);
  }

  @Test
  void theOldestIsForgottenForANewOne() {
    PendingDecision first = fresh();
    memory.remembered("a", first);
    memory.remembered("b", fresh());
    memory.remembered("c", fresh());
    assertThat(memory.remembered("a", fresh())).isNotSameAs(first);
    assertThat(memory.size()).isEqualTo(2);
  }

  @Test
  void whatIsOldIsForgotten() {
    PendingDecision first = fresh();
    memory.remembered("a", first);
    now = 10;
    assertThat(memory.remembered("a", fresh())).isSameAs(first);
    now = 11;
    assertThat(memory.remembered("a", fresh())).isNotSameAs(first);
  }

  @Test
  void whatFailedIsForgottenUnlessItWasAskedAgain() {
    PendingDecision first = fresh();
    memory.remembered("a", first);
    memory.forget("a", fresh());
    assertThat(memory.remembered("a", fresh())).isSameAs(first);
    memory.forget("a", first);
    assertThat(memory.remembered("a", fresh())).isNotSameAs(first);
  }
}
