package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.cli.SharedBroker;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.kafka.ControlTopic;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartCommandTest {
  private static final Path OBD = Path.of("../../samples/obd");
  private static final String PRIOR = OBD.resolve("prior_bts.yaml").toString();

  @TempDir private Path folder;

  private static CommandRun warmStart(String... args) {
    String[] all = new String[args.length + 3];
    System.arraycopy(args, 0, all, 3, args.length);
    all[0] = "bandit";
    all[1] = "warm-start";
    all[2] = "news";
    return CommandRun.of(all);
  }

  private static JsonNode json(CommandRun run) throws Exception {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("counts.yaml"), text).toString();
  }

  /** Open Bandit Dataset, prior_bts.yaml, men: arm 0 has Beta(47, 12198). */
  @Test
  void betaPriorsBecomeCounts() throws Exception {
    JsonNode update = json(warmStart("--counts", PRIOR + "#men", "--json"));

    assertThat(update.get("target").asText()).isEqualTo("bandit/news");
    assertThat(update.get("parameters").size()).isEqualTo(34);
    assertThat(update.at("/parameters/prior.0").asText()).isEqualTo("46/12243");
  }

  @Test
  void fractionsAreCountsAndArmsWithoutAnyAreLeftOut() throws Exception {
    JsonNode update =
        json(warmStart("--counts", file("a: 12/340\nb: 0/0\n'c d': 0.5/2\n"), "--json"));

    assertThat(update.at("/parameters").toString())
        .isEqualTo("{\"prior.a\":\"12/340\",\"prior.c d\":\"0.5/2\"}");
  }

  @Test
  void aLogBecomesAModelOfItsRows() throws Exception {
    JsonNode snapshot =
        json(
            warmStart(
                "--log", OBD.resolve("bts").toString(), "--algorithm", "beta-thompson", "--json"));

    assertThat(snapshot.get("learned").asLong()).isEqualTo(10_000);
    byte[] bytes = Base64.getDecoder().decode(snapshot.get("model").asText());
    Model model = ModelCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(model.arms()).hasSize(34);
    assertThat(model.arms().stream().mapToDouble(arm -> arm.state()[1]).sum()).isEqualTo(10_000);
    assertThat(model.arms().stream().mapToDouble(arm -> arm.state()[2]).sum()).isEqualTo(69);
  }

  @Test
  void bothGoToTheJob() throws Exception {
    ReadyBroker kafka = SharedBroker.get();
    String at = kafka.bootstrap();
    CommandRun.of("control", "set", "bandit/news", "mode=frozen", "reset=true", "--bootstrap", at);

    CommandRun counts = warmStart("--counts", file("a: 12/340"), "--bootstrap", at);
    CommandRun log = warmStart("--log", OBD.resolve("bts").toString(), "--bootstrap", at);

    assertThat(counts.out()).contains("1 arm ", "control version 2");
    assertThat(new ControlTopic(kafka.broker()).newest().get("bandit/news").getParameters())
        .containsOnlyKeys("mode", "prior.a");
    assertThat(log.out()).contains("34 arms", "10,000 decisions");
    assertThat(ReadyBroker.readAll(at, "bandit.warm-starts")).hasSize(1);
  }

  @Test
  void whatIsNoCountIsRefusedWithWhatWouldBe() throws Exception {
    refused(file("a: 3/2"), "a is 3/2", "12/340");
    refused(file("a: many"), "a is many");
    refused(file("alpha: [1, 0.5]\nbeta: [1, 2]"), "arm 1 are 0.5 and 2", "at least 1");
    refused(file("alpha: [1]\nbeta: [1, 2]"), "found 1 and 2");
    refused(file("men:\n  alpha: [2]\n  beta: [2]\n"), "it has men");
    refused(file("a: [1"), "cannot read counts");
    refused(folder.resolve("none").toString(), "cannot read counts");
    assertThat(CommandRun.of("bandit", "warm-start", "a/b", "--counts", "x").exitCode())
        .isEqualTo(2);
    assertThat(warmStart("--json").exitCode()).isEqualTo(2);
    CommandRun unknown =
        warmStart("--log", OBD.resolve("bts").toString(), "--algorithm", "none", "--json");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("--algorithm none");
  }

  private static void refused(String counts, String... sentence) {
    CommandRun run = warmStart("--counts", counts, "--json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(sentence);
  }

  /** The policy that wrote the log is told apart by its prior: it answers for its own log. */
  @Test
  void aCandidateBeginsWithCounts() throws Exception {
    String log = OBD.resolve("bts").toString();
    CommandRun run =
        CommandRun.of(
            "bandit",
            "evaluate",
            log,
            "--target",
            "beta-thompson",
            "--counts",
            PRIOR + "#men",
            "--json");
    JsonNode report = json(run);
    assertThat(report.findValue("meanWeight").asDouble()).isBetween(0.9, 1.0);

    CommandRun linear =
        CommandRun.of("bandit", "evaluate", log, "--target", "linucb", "--counts", PRIOR + "#men");
    assertThat(linear.exitCode()).isEqualTo(2);
    assertThat(linear.err()).contains("keeps no counts");
  }
}
