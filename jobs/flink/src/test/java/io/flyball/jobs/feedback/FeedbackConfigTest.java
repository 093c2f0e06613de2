package io.flyball.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.SignalKind;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.KeyInfo;
import io.flyball.jobs.runtime.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of a deployment with its default: a change here is a change for every user. */
class FeedbackConfigTest {
  private static final String WINDOWS =
      "OTHER=30 min, CLICK=30 min, VIEW=30 min, DWELL=30 min, LIKE=1 d, LOVE=1 d, DISLIKE=1 d,"
          + " SKIP=30 min, SHARE=1 d, RATING=7 d, CORRECTION=1 d, REPORT=7 d, CONVERSION=7 d,"
          + " RETURN=14 d, HINDSIGHT_RATING=14 d, VERDICT=1 d, CART=1 d";

  private static Map<String, String> defaults() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("kafka.bootstrap", "127.0.0.1:9092");
    keys.put("kafka.guarantee", "exactly-once");
    keys.put("kafka.transaction-timeout", "15 min");
    keys.put("kafka.idle-after", "1 min");
    keys.put("kafka.group", "flyball");
    keys.put("kafka.schema-registry-url", "");
    keys.put("kafka.schema-registry-patience", "1 min");
    keys.put("kafka.security.protocol", "plaintext");
    keys.put("kafka.security.mechanism", "scram-sha-512");
    keys.put("kafka.security.username", "");
    keys.put("kafka.security.password", "");
    keys.put("kafka.security.truststore", "");
    keys.put("kafka.security.truststore-password", "");
    keys.put("kafka.security.keystore", "");
    keys.put("kafka.security.keystore-password", "");
    keys.put("kafka.properties", "");
    keys.put("flink.parallelism", "2");
    keys.put("flink.max-parallelism", "128");
    keys.put("flink.state-backend", "heap");
    keys.put("flink.checkpoint-interval", "10 s");
    keys.put("flink.checkpoint-timeout", "10 min");
    keys.put("flink.checkpoint-dir", "");
    keys.put("offline.folder", "");
    keys.put("offline.format", "avro");
    keys.put("feedback.exposures-topic", "feedback.exposures");
    keys.put("feedback.signals-topic", "feedback.signals");
    keys.put("feedback.max-record-bytes", "1048576");
    keys.put("feedback.plausible-years", "1990..2100");
    keys.put("feedback.max-ahead", "10 min");
    keys.put("feedback.out-of-orderness", "5 min");
    keys.put("feedback.lateness", "24 h");
    keys.put("feedback.deduplication", "24 h");
    keys.put("feedback.windows", WINDOWS);
    keys.put("feedback.hold", "2 min");
    keys.put("feedback.order", "event-time");
    keys.put("feedback.patterns.burst-signals", "30");
    keys.put("feedback.patterns.burst-within", "10 s");
    keys.put("feedback.patterns.flip-flop-within", "10 min");
    keys.put("feedback.patterns.repeated-text-users", "5");
    keys.put("feedback.patterns.repeated-text-within", "1 h");
    keys.put("feedback.patterns.repeated-text-min-length", "20");
    keys.put("feedback.patterns.early-signals", "1");
    keys.put("feedback.patterns.early-within", "1 h");
    keys.put("feedback.offline-log", "");
    keys.put("loop.exposures-topic", "feedback.exposures");
    keys.put("loop.max-record-bytes", "1048576");
    keys.put("loop.plausible-years", "1990..2100");
    keys.put("loop.max-ahead", "10 min");
    keys.put("loop.out-of-orderness", "10 min");
    keys.put("loop.lateness", "6 h");
    keys.put("loop.window", "1 h");
    keys.put("loop.window-offset", "0 s");
    keys.put("loop.sliding", "");
    keys.put("loop.early", "0 s");
    keys.put("loop.past", "24 h");
    keys.put("loop.scopes", "all, surface, model");
    keys.put("loop.cohorts", "");
    keys.put("loop.catalogue-size", "0");
    keys.put("loop.head-items", "50");
    keys.put("loop.exact-items", "1000000");
    keys.put("loop.clicks", "CLICK");
    keys.put("loop.worst-rating", "0");
    keys.put("loop.best-rating", "10");
    keys.put("loop.episode-gap", "30 min");
    keys.put("loop.judge-verdicts", "500");
    keys.put("loop.behaviour-window", "10 min");
    keys.put("loop.trace-gap", "1 h");
    keys.put("loop.detector", "adwin:delta=0.002");
    keys.put("loop.detectors", "");
    keys.put("loop.cool-down", "1000");
    keys.put("loop.least-change", "0.02");
    keys.put("loop.false-alarms", "0.05");
    keys.put("loop.bursts", "0");
    keys.put("loop.diagnoses.echo-chamber-within", "24 h");
    keys.put("loop.diagnoses.takeover-within", "30 d");
    keys.put("loop.diagnoses.hacking-within", "24 h");
    keys.put("loop.diagnoses.judge-errors", "3");
    keys.put("loop.diagnoses.judge-windows", "1");
    keys.put("loop.governor.scopes", "");
    keys.put("loop.governor.metric", "exposure.HEAD_SHARE");
    keys.put("loop.governor.target", "0.2");
    keys.put("loop.governor.dead-band", "0.05");
    keys.put("loop.governor.gain", "0.5");
    keys.put("loop.governor.slew", "0.1");
    keys.put("loop.governor.min-weight", "0");
    keys.put("loop.governor.max-weight", "0.9");
    keys.put("loop.governor.parameter", "demote");
    keys.put("loop.governor.controls", "ranking");
    return keys;
  }

  @Test
  void everyKeyHasTheDefaultThatUsersRelyOnAndAMeaning() {
    List<KeyInfo> keys =
        Settings.describe(FlyballConfig.class).stream()
            // The keys of rewards and cameras stand in tests of their own.
            .filter(key -> key.path().matches("(kafka|flink|offline|feedback|loop)\\..*"))
            .toList();
    Map<String, String> found = new LinkedHashMap<>();
    keys.forEach(key -> found.put(key.path(), key.defaultText()));
    assertThat(new ArrayList<>(found.entrySet()))
        .containsExactlyElementsOf(new ArrayList<>(defaults().entrySet()));
    assertThat(keys).allSatisfy(key -> assertThat(key.meaning()).endsWith("."));
  }

  @Test
  void theDefaultsAreTheRulesOfAttribution() {
    AttributionRules rules = Fixtures.config().rules();
    Map<SignalKind, Long> minutes = new EnumMap<>(SignalKind.class);
    rules.windows().forEach((kind, ms) -> minutes.put(kind, Duration.ofMillis(ms).toMinutes()));
    assertThat(minutes)
        .containsOnlyKeys(SignalKind.values())
        .containsEntry(SignalKind.CLICK, 30L)
        .containsEntry(SignalKind.CONVERSION, 7 * 24 * 60L)
        .containsEntry(SignalKind.HINDSIGHT_RATING, 14 * 24 * 60L);
    assertThat(rules.hold()).isEqualTo(Duration.ofMinutes(2).toMillis());
    assertThat(rules.arrivalOrder()).isFalse();
    assertThat(rules.longest()).isEqualTo(Duration.ofDays(14).toMillis());
    assertThat(Fixtures.config("feedback.order=arrival").rules().arrivalOrder()).isTrue();
  }

  @Test
  void oneWindowIsChangedWithoutTouchingTheOthers() {
    FeedbackConfig config = Fixtures.config("feedback.windows.CLICK=10 min");
    assertThat(config.windows()).hasSize(SignalKind.values().length);
    assertThat(config.windows().get(SignalKind.CLICK)).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.windows().get(SignalKind.VIEW)).isEqualTo(Duration.ofMinutes(30));
  }

  @ParameterizedTest
  @CsvSource({
    "feedback.max-record-bytes, 0",
    "feedback.max-ahead, -1 s",
    "feedback.out-of-orderness, -1 ms",
    "feedback.lateness, soon",
    "feedback.deduplication, 0 s",
    "feedback.windows.CLICK, 0 s",
    "feedback.hold, -1 ms",
    "feedback.order, random",
    "feedback.patterns.burst-signals, 1",
    "feedback.patterns.burst-signals, 1001",
    "feedback.patterns.burst-within, 0 s",
    "feedback.patterns.flip-flop-within, 0 s",
    "feedback.patterns.repeated-text-users, 1",
    "feedback.patterns.repeated-text-users, 101",
    "feedback.patterns.repeated-text-within, 0 s",
    "feedback.patterns.repeated-text-min-length, 0",
    "feedback.patterns.early-signals, 0",
    "feedback.patterns.early-within, 0 s",
    "flink.parallelism, 0",
    "flink.max-parallelism, 1",
    "flink.max-parallelism, 32769",
    "flink.checkpoint-interval, 99 ms",
    "flink.state-backend, disk",
    "kafka.guarantee, none",
    "kafka.transaction-timeout, 0 s",
    "kafka.idle-after, -1 s",
    "feedback.signals-topic, feedback.exposures"
  })
  void anImpossibleValueIsRefusedByName(String key, String value) {
    assertThatThrownBy(() -> load(key + "=" + value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"feedback.topic", "feedback.windows.SNEEZE", "feedback.patterns.burst"})
  void anUnknownKeyIsRefusedByName(String key) {
    assertThatThrownBy(() -> load(key + "=1 h"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLICK", "VERDICT"})
  void aKindWithoutAWindowIsRefused(String missing) {
    FeedbackConfig config = Fixtures.config();
    Map<SignalKind, Duration> windows = new EnumMap<>(config.windows());
    windows.remove(SignalKind.valueOf(missing));
    assertThatThrownBy(() -> withWindows(config, windows))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("windows = ")
        .hasMessageContaining(missing + " has none");
  }

  private static FeedbackConfig withWindows(
      FeedbackConfig config, Map<SignalKind, Duration> windows) {
    return new FeedbackConfig(
        config.exposuresTopic(),
        config.signalsTopic(),
        config.records(),
        config.outOfOrderness(),
        config.lateness(),
        config.deduplication(),
        windows,
        config.hold(),
        config.order(),
        config.patterns(),
        config.offlineLog());
  }

  private static FlyballConfig load(String pair) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(pair));
  }
}
