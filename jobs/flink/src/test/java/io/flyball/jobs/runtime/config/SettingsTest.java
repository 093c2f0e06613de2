package io.flyball.jobs.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path folder;

  private Sample load(String yaml, Map<String, String> env, String... sets) {
    try {
      Path file = Files.writeString(folder.resolve("flyball.yaml"), yaml);
      return Settings.load(Sample.class, Optional.of(file), env, List.of(sets));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Sample load(String yaml) {
    return load(yaml, Map.of());
  }

  @Test
  void nothingGivenIsTheDefaultOfEveryKey() {
    Sample expected =
        new Sample(
            "flyball",
            new Sample.Feedback(
                Duration.ofMinutes(5),
                Map.of(
                    Sample.Kind.CLICK,
                    Duration.ofMinutes(30),
                    Sample.Kind.HINDSIGHT_RATING,
                    Duration.ofDays(14)),
                0.5,
                1000,
                7,
                true,
                Sample.Kind.VIEW,
                List.of("a", "b"),
                new Sample.Burst(20, Duration.ofSeconds(10))),
            new Sample.Broker(Path.of("/tmp/logs"), Optional.empty(), new Secret(""), Map.of()));
    assertThat(Settings.load(Sample.class, Optional.empty(), Map.of(), List.of()))
        .isEqualTo(expected);
    assertThat(load("")).isEqualTo(expected);
    assertThat(load("# only a comment\nfeedback:\n")).isEqualTo(expected);
  }

  @Test
  void aFileSetsKeysOfEveryType() {
    Sample sample =
        load(
            """
            name: 1.10
            feedback:
              out-of-orderness: PT90S
              windows: {click: 1 h, VIEW: 500 ms}
              share: 2.5e-1
              limit: 10_000
              seed: -9223372036854775808
              enabled: FALSE
              fallback: hindsight-rating
              skipped: ["x, y", z]
              burst:
                count: 3
            broker:
              folder: logs
              savepoints: s3
              password: s3cret
              properties:
                security.protocol: SSL
            """);
    assertThat(sample.name()).isEqualTo("1.10");
    Sample.Feedback feedback = sample.feedback();
    assertThat(feedback.outOfOrderness()).isEqualTo(Duration.ofSeconds(90));
    assertThat(feedback.windows())
        .containsExactly(
            Map.entry(Sample.Kind.CLICK, Duration.ofHours(1)),
            Map.entry(Sample.Kind.HINDSIGHT_RATING, Duration.ofDays(14)),
            Map.entry(Sample.Kind.VIEW, Duration.ofMillis(500)));
    assertThat(feedback.share()).isEqualTo(0.25);
    assertThat(feedback.limit()).isEqualTo(10_000);
    assertThat(feedback.seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(feedback.enabled()).isFalse();
    assertThat(feedback.fallback()).isEqualTo(Sample.Kind.HINDSIGHT_RATING);
    assertThat(feedback.skipped()).containsExactly("x, y", "z");
    assertThat(feedback.burst()).isEqualTo(new Sample.Burst(3, Duration.ofSeconds(10)));
    assertThat(sample.broker().folder()).isEqualTo(Path.of("logs"));
    assertThat(sample.broker().savepoints()).contains(Path.of("s3"));
    assertThat(sample.broker().password()).isEqualTo(new Secret("s3cret"));
    assertThat(sample.broker().properties()).containsExactly(Map.entry("security.protocol", "SSL"));
  }

  @Test
  void variablesOverrideTheFileAndPairsOverrideVariables() {
    String yaml = "feedback: {limit: 1, seed: 1, share: 0.1}";
    Map<String, String> env =
        Map.of("FLYBALL_FEEDBACK_SEED", "2", "FLYBALL_FEEDBACK_SHARE", "0.2", "PATH", "/bin");
    Sample.Feedback feedback =
        load(yaml, env, "feedback.share=0.9", "feedback.share=0.3").feedback();
    assertThat(feedback.limit()).isEqualTo(1);
    assertThat(feedback.seed()).isEqualTo(2);
    assertThat(feedback.share()).isEqualTo(0.3);
  }

  @Test
  void aMapIsMergedEntryByEntryFromEverySource() {
    Sample sample =
        load(
            "feedback: {windows: {VIEW: 1 min}}",
            Map.of(
                "FLYBALL_FEEDBACK_WINDOWS_HINDSIGHT_RATING", "2 d",
                "FLYBALL_BROKER_PROPERTIES_SECURITY_PROTOCOL", "SSL"),
            "feedback.windows.CLICK=10 min",
            "broker.properties=a.b=1, c=x=y");
    assertThat(sample.feedback().windows())
        .containsExactly(
            Map.entry(Sample.Kind.CLICK, Duration.ofMinutes(10)),
            Map.entry(Sample.Kind.HINDSIGHT_RATING, Duration.ofDays(2)),
            Map.entry(Sample.Kind.VIEW, Duration.ofMinutes(1)));
    assertThat(sample.broker().properties())
        .containsExactly(
            Map.entry("a.b", "1"), Map.entry("c", "x=y"), Map.entry("security.protocol", "SSL"));
  }

  @Test
  void aListInAPairIsSeparatedByCommasOrAFlowSequence() {
    assertThat(load("", Map.of(), "feedback.skipped=x, y").feedback().skipped())
        .containsExactly("x", "y");
    assertThat(load("", Map.of(), "feedback.skipped=[\"x, y\", z]").feedback().skipped())
        .containsExactly("x, y", "z");
    assertThat(load("", Map.of(), "feedback.skipped=").feedback().skipped()).isEmpty();
  }

  @Test
  void theLaunchersVariablesAreNoKeys() {
    Map<String, String> env = Map.of("FLYBALL_HOME", "/opt/flyball", "FLYBALL_JAVA_OPTS", "-Xmx1g");
    assertThat(load("", env)).isEqualTo(load(""));
  }

  @Test
  void everyKeyIsDescribed() {
    assertThat(Settings.describe(Sample.class))
        .extracting(KeyInfo::path)
        .startsWith("name", "feedback.out-of-orderness", "feedback.windows")
        .contains("feedback.burst.within", "broker.savepoints")
        .hasSize(15);
    assertThat(Settings.describe(Sample.class))
        .contains(
            new KeyInfo(
                "feedback.share",
                "number",
                "0.5",
                "1",
                "Share.",
                "a finite number, at least 0, at most 1",
                false));
  }

  @Test
  void aSecretIsNeverPrinted() {
    Sample sample = load("broker: {password: s3cret}");
    assertThat(SettingsYaml.write(sample)).contains("# password: (secret)").doesNotContain("s3c");
    assertThat(Settings.values(sample)).containsEntry("broker.password", "(secret)");
    assertThat(sample.toString()).contains("password=(secret)").doesNotContain("s3c");
    assertThat(sample.broker().password()).isEqualTo(new Secret("s3cret"));
  }

  @Test
  void aSecretIsTakenFromTheEnvironmentOrAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "from a ${FILE}\n");
    Map<String, String> env = Map.of("WORD", "open $1 sesame");
    assertThat(password("${WORD}", env)).isEqualTo("open $1 sesame");
    assertThat(password("a ${WORD}; b", env)).isEqualTo("a open $1 sesame; b");
    assertThat(password("file:" + file, env)).isEqualTo("from a ${FILE}");
    assertThat(password("plain $WORD {}", env)).isEqualTo("plain $WORD {}");
  }

  private static String password(String given, Map<String, String> env) {
    return Settings.load(Sample.class, Optional.empty(), env, List.of("broker.password=" + given))
        .broker()
        .password()
        .value();
  }
}
