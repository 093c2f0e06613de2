package io.flyball.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KafkaSinksTest {

  @Test
  void sinksDoNotShareATransactionalPrefix() {
    assertThat(KafkaSinks.transactionalIdPrefix("feedback", "alerts"))
        .isNotEqualTo(KafkaSinks.transactionalIdPrefix("feedback", "dead-letters"));
    assertThatThrownBy(() -> KafkaSinks.transactionalIdPrefix("feedback", " "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
