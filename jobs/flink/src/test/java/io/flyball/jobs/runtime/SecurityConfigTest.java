package io.flyball.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.Test;

class SecurityConfigTest {

  @Test
  void withoutSecurityKafkaIsToldNothing() {
    assertThat(load().clientProperties()).isEmpty();
  }

  @Test
  void aPasswordGoesIntoTheLoginAndNowhereElse() {
    KafkaConfig kafka =
        load(
            "kafka.security.protocol=sasl-ssl",
            "kafka.security.username=ann",
            "kafka.security.password=${PASSWORD}",
            "kafka.security.truststore=/etc/trust.p12",
            "kafka.security.truststore-password=${PASSWORD}");
    assertThat(kafka.clientProperties())
        .containsEntry(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL")
        .containsEntry(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512")
        .containsEntry(
            SaslConfigs.SASL_JAAS_CONFIG,
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ann\""
                + " password=\"a\\\"b\\\\c\";")
        .containsEntry(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, "/etc/trust.p12")
        .containsEntry(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PKCS12")
        .containsEntry(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, "a\"b\\c");
    assertThat(kafka.toString()).doesNotContain("a\"b");
  }

  @Test
  void whatIsGivenByNameWins() {
    KafkaConfig kafka =
        load("kafka.security.protocol=ssl", "kafka.properties.security.protocol=PLAINTEXT");
    assertThat(kafka.clientProperties()).containsEntry("security.protocol", "PLAINTEXT");
  }

  @Test
  void halfALoginIsRefused() {
    assertThatThrownBy(() -> load("kafka.security.protocol=sasl-ssl"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("kafka.security.username")
        .hasMessageContaining("must be given, for the protocol is sasl-ssl");
    assertThatThrownBy(
            () -> load("kafka.security.protocol=sasl-ssl", "kafka.security.username=ann"))
        .hasMessageContaining("kafka.security.password");
    assertThatThrownBy(() -> load("kafka.security.password=hidden words"))
        .hasMessageContaining("kafka.security.protocol")
        .hasMessageNotContaining("hidden words");
  }

  private static KafkaConfig load(String... sets) {
    return Settings.load(
            FlyballConfig.class, Optional.empty(), Map.of("PASSWORD", "a\"b\\c"), List.of(sets))
        .kafka();
  }
}
