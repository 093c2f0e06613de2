package io.flyball.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final CircuitBreaker breaker = new CircuitBreaker(3, 100);

  @Test
  void itOpensAfterFailuresInARowOnly() {
    for (int i = 0; i < 10; i++) {
      breaker.failed(i);
      breaker.failed(i);
      breaker.succeeded();
    }
    assertThat(breaker.allows(10)).isTrue();
    breaker.failed(20);
    breaker.failed(20);
    assertThat(breaker.allows(20)).isTrue();
    assertThat(breaker.tellOpen()).isFalse();
    breaker.failed(20);
    assertThat(breaker.allows(119)).isFalse();
    assertThat(breaker.tellOpen()).isTrue();
    assertThat(breaker.tellOpen()).isFalse();
  }

  @Test
  void afterThePauseOneCallIsTried() {
    open();
    assertThat(breaker.allows(100)).isTrue();
    assertThat(breaker.allows(100)).isFalse();
    breaker.failed(130);
    assertThat(breaker.allows(229)).isFalse();
    assertThat(breaker.tellOpen()).isFalse();
    assertThat(breaker.allows(230)).isTrue();
    breaker.succeeded();
    assertThat(breaker.allows(231)).isTrue();
    assertThat(breaker.allows(231)).isTrue();
    // Told once more.
    open();
  }

  /** The probe's outcome was lost: another one is tried after a pause. */
  @Test
  void aProbeWithoutAnOutcomeDoesNotCloseItForEver() {
    open();
    assertThat(breaker.allows(100)).isTrue();
    assertThat(breaker.allows(199)).isFalse();
    assertThat(breaker.allows(200)).isTrue();
  }

  private void open() {
    for (int i = 0; i < 3; i++) {
      breaker.failed(0);
    }
    assertThat(breaker.tellOpen()).isTrue();
    assertThat(breaker.allows(99)).isFalse();
  }

  @Test
  void limitsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> new CircuitBreaker(0, 1)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new CircuitBreaker(1, 0)).hasMessageContaining("at least 1");
  }
}
