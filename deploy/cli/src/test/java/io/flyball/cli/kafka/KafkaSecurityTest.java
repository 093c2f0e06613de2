package io.flyball.cli.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.deploy.AclTable;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.runtime.KafkaAccess;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.ExitCode;
import io.flyball.tools.kafka.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real broker with SCRAM-SHA-512 over TLS, and rights as docs/how-to/secure-kafka.md
 * lists.
 */
class KafkaSecurityTest {
  private static final String PASSWORD = "corr\"ect horse";
  private static final String READS_NOTHING = "stranger";
  private static final String JOB = "feedback";

  @TempDir private static Path folder;
  private static SecuredBroker kafka;
  private static Path other;
  private static LogLines log;

  @BeforeAll
  static void start() throws Exception {
    log = new LogLines();
    kafka = new SecuredBroker();
    other = kafka.certificate("other");
    Topics.create(kafka.superUser(), TopicCatalogue.load().topics());
    kafka.user(JOB, PASSWORD, AclTable.read().get(JOB).grant(JOB));
    kafka.user(READS_NOTHING, PASSWORD, List.of());
  }

  @AfterAll
  static void stop() {
    kafka.close();
    log.close();
  }

  /** Fails where anything logged since the start holds a part of a password that no text has. */
  private static void assertThatNoPasswordIsLogged() {
    assertThat(log.all())
        .anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"))
        .noneMatch(line -> line.contains("ect horse") || line.contains("wr0ng"));
  }

  @Test
  void theRightsOfTheTableAreEnoughForAJobThatCommitsItsOutput() throws Exception {
    FlyballConfig config = config(JOB, PASSWORD, kafka.trusted());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(config.flink().toConfiguration());
    FeedbackJob.build(env, config);
    assertThat(KafkaAccess.of(env).obstacle(config.kafka())).isEmpty();
    String exposure =
        "{\"type\":\"Exposure\",\"id\":\"e1\",\"time\":1,\"user\":\"u\",\"item\":\"i\"}";
    String broken = "{\"type\":\"Exposure\"}";
    ReadyBroker.send(
        kafka.superUser().bootstrap(),
        List.of(
            new ProducerRecord<>("feedback.exposures", exposure.getBytes(UTF_8)),
            new ProducerRecord<>("feedback.exposures", broken.getBytes(UTF_8))));
    JobClient job = env.executeAsync(JOB);
    try {
      while (ReadyBroker.readAll(kafka.superUser().bootstrap(), "dead-letters").isEmpty()) {
        assertThat(job.getJobStatus().get().isGloballyTerminalState()).isFalse();
        Thread.onSpinWait();
      }
    } finally {
      job.cancel().get();
    }
    assertThatNoPasswordIsLogged();
    assertThat(config.toString()).doesNotContain("ect horse");
  }

  @Test
  void aJobIsToldWhatStandsInItsWayBeforeItStarts() {
    KafkaAccess access =
        new KafkaAccess(Set.of("rewards"), Set.of("alerts"), Set.of("readers"), Set.of("writer"));
    assertThat(obstacle(access, JOB, "wrong", kafka.trusted()))
        .contains("refused the login", "kafka.security.username, password");
    assertThat(obstacle(access, JOB, PASSWORD, other))
        .contains("do not trust each other", "kafka.security.truststore");
    assertThat(obstacle(access, READS_NOTHING, PASSWORD, kafka.trusted()))
        .contains(
            "does not allow WRITE on topic alerts, READ on topic rewards, READ on group readers,"
                + " WRITE on transactional id writer: ",
            "secure-kafka.md");
    assertThat(obstacle(access, JOB, PASSWORD, folder.resolve("none.pem")))
        .contains("cannot be used", "none.pem", "kafka.security");
    KafkaAccess absent = new KafkaAccess(Set.of("no.such"), Set.of(), Set.of(), Set.of());
    assertThat(
            absent.obstacle(
                Settings.load(
                        FlyballConfig.class,
                        Optional.empty(),
                        Map.of(),
                        List.of("kafka.bootstrap=" + kafka.superUser().bootstrap()))
                    .kafka()))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).contains("has no topic no.such", "./flyball topics create"));
  }

  @Test
  void toolsSayInOneSentenceWhatIsWrongAndNeverThePassword() throws Exception {
    CommandRun good = tool(JOB, PASSWORD, kafka.trusted(), "dead-letters", "list");
    assertThat(good.exitCode()).as(good.err()).isEqualTo(ExitCode.OK);

    CommandRun right = tool(JOB, PASSWORD, kafka.trusted(), "dead-letters", "replay");
    assertThat(right.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(right.err()).contains("uthoriz", "docs/how-to/secure-kafka.md lists the ACLs");
    assertThat(right.err().lines()).hasSize(1);

    CommandRun password = tool(JOB, "wr0ng", kafka.trusted(), "topics", "create");
    assertThat(password.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(password.err()).contains("refused the login").doesNotContain("wr0ng");
    assertThat(password.err().lines()).hasSize(1);

    CommandRun certificate = tool(JOB, PASSWORD, other, "topics", "create");
    assertThat(certificate.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(certificate.err()).contains("do not trust each other").doesNotContain("corr");
    assertThat(certificate.err().lines()).hasSize(1);

    CommandRun shown = tool(JOB, PASSWORD, kafka.trusted(), "config", "show");
    assertThat(shown.exitCode()).as(shown.err()).isEqualTo(ExitCode.OK);
    assertThat(shown.out()).contains("password").doesNotContain("ect horse");
    assertThatNoPasswordIsLogged();
  }

  private static String obstacle(
      KafkaAccess access, String user, String password, Path truststore) {
    return access.obstacle(config(user, password, truststore).kafka()).orElseThrow();
  }

  private static FlyballConfig config(String user, String password, Path truststore) {
    List<String> settings = new ArrayList<>(kafka.client(user, truststore));
    settings.addAll(List.of("flink.parallelism=1", "flink.checkpoint-interval=200 ms"));
    return Settings.load(
        FlyballConfig.class, Optional.empty(), Map.of("PASSWORD", password), settings);
  }

  private static CommandRun tool(String user, String password, Path truststore, String... args)
      throws Exception {
    Path secret = kafka.passwordFile(password);
    StringBuilder yaml = new StringBuilder("kafka:\n");
    for (String pair : kafka.client(user, truststore)) {
      String key = pair.substring("kafka.".length(), pair.indexOf('='));
      String value = pair.substring(pair.indexOf('=') + 1).replace("${PASSWORD}", "file:" + secret);
      yaml.append("  ").append(key).append(": \"").append(value).append("\"\n");
    }
    Path file = Files.writeString(folder.resolve("flyball.yaml"), yaml);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--config", file.toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
