package io.flyball.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../samples/gate");
  private static final String RISKS = "risks: {reversible: {miss: 4, block: 1}}\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; is empty: a log of GateProposal",
        "'{}'; line 1: type: it is required",
        "'{\"type\":\"GateThing\",\"time\":1}'; GateProposal, GateCritique, GateOutcome or",
        "'{\"type\":\"GateProposal\",\"time\":1,\"actionId\":\"a\"}'; risk: it is required",
        "'{\"type\":\"GateProposal\",\"time\":\"noon\",\"actionId\":\"a\"}'; time: epoch",
        "'{\"type\":\"GateCritique\",\"time\":1,\"actionId\":\"a\",\"critic\":\"c\",\"probability\":2}'; [0, 1]",
        "'{\"type\":\"GateEvent\",\"time\":1,\"episode\":\"e\",\"kind\":\"DANCE\"}'; kind: one of",
        "'{\"type\":\"GateOutcome\",\"time\":1,\"actionId\":\"a\",\"right\":1}'; true or false"
      })
  void aLogWithoutARecordIsOneSentence(String line, String sentence) throws IOException {
    CommandRun run = run("replay", file("log.jsonl", line));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'version: 1'; risks are missing",
        "'risks: {r: {miss: 0, block: 0}}'; must be finite, at least 0 and not both 0",
        "'risks: {r: {miss: 1}}'; risks, r, block must be a number",
        "'risks: {r: {mis: 1}}'; allowed are block, irreversible, miss",
        "'risk: 1'; has a key 'risk'",
        "'risks: {r: {miss: 1, block: 1}}\ndeadline: soon'; such as 2 s",
        "'risks: {r: {miss: 1, block: 1}}\nfields: {x: float}'; double, int, bool or string",
        "'risks: {r: {miss: 1, block: 1}}\nrules: [{name: a, when: x, then: run}]'; block or execute"
      })
  void aFileThatIsNoRulesIsOneSentence(String text, String sentence) throws IOException {
    CommandRun run = run("rules", "check", file("rules.yaml", text.replace("\\n", "\n")));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
  }

  @Test
  void checkNamesEveryRefusedExpressionAndEveryExampleThatFails() throws IOException {
    String refused =
        file(
            "refused.yaml",
            RISKS
                + "fields: {x: double}\nrules:\n- {name: a, when: x > 2, then: block}\n"
                + "- {name: b, when: 'y > 1.0', then: block}\n");
    CommandRun run = run("rules", "check", refused);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("rule a line 1, character 3", "write 2.0", "reference to 'y'");
    CommandRun use = run("replay", sample("drawn.jsonl.gz"), "--rules", refused);
    assertThat(use.exitCode()).isEqualTo(1);
    assertThat(use.err()).contains("and 1 more: ./flyball gate rules check");
    String wrong =
        file(
            "wrong.yaml",
            RISKS
                + "fields: {x: double}\nvalues: [{name: v, value: '2.0 * x'}]\n"
                + "examples:\n- {given: {x: 1}, expect: {v: 3, rule: r}}\n- {expect: {w: 1}}\n");
    assertThat(run("rules", "check", wrong).out())
        .contains("examples 1: v is 2.0, not 3", "examples 1: rule none decides, not r")
        .contains("examples 2: value v reads x", "examples 2: there is no value w");
  }

  @Test
  void theSampleIsWhatItsCommandDraws() throws IOException {
    CommandRun drawn = run("simulate", "--seed", "7", "--tasks", "1000", "--episodes", "200");
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Path.of(sample("drawn.jsonl.gz"))))) {
      assertThat(drawn.out()).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aComparisonCountsWhatBothVersionsDo() throws IOException {
    JsonNode report =
        JSON.readTree(
            run(
                    "replay",
                    sample("drawn.jsonl.gz"),
                    "--rules",
                    sample("rules.yaml"),
                    "--compare",
                    sample("rules-b.yaml"),
                    "--json")
                .out());
    for (String version : new String[] {"rules", "compared"}) {
      long actions = 0;
      for (JsonNode risk : report.at("/" + version + "/risks")) {
        long verdicts = sum(risk, "executed", "blocked", "timeoutOpen", "timeoutClosed");
        assertThat(sum(risk, "saved", "blockedWrongly", "missed", "executedRight", "unknown"))
            .isEqualTo(verdicts);
        actions += verdicts;
      }
      assertThat(actions).isEqualTo(2_000);
    }
    assertThat(report.at("/differences").size()).isPositive();
    assertThat(report.at("/critics/careful/accuracyOnRight").asDouble()).isCloseTo(.9, within(.03));
    assertThat(report.at("/critics/contrary/unreliable").asBoolean()).isTrue();
    assertThat(report.at("/alerts/CRITIC_UNRELIABLE/0").asText()).isEqualTo("contrary");
    assertThat(report.at("/failures").size()).isPositive();
  }

  @Test
  void rulesThatHarmAreRolledBackAndNamed() throws IOException {
    CommandRun run =
        run(
            "replay",
            sample("drawn.jsonl.gz"),
            "--rules",
            sample("rules.yaml"),
            "--compare",
            sample("rules-c.yaml"),
            "--activate-at",
            "2026-01-01T01:30:00Z");
    assertThat(run.out()).contains("rolled back at 2026-01-01T01:3", "RULE_ROLLED_BACK");
  }

  @Test
  void linesThatCannotBeReadArePassedOverAndNamed() throws IOException {
    String log =
        file(
            "mixed.jsonl",
            "{\"type\":\"GateProposal\",\"time\":1,\"actionId\":\"a\",\"risk\":\"unheard-of\"}\nnone\n");
    CommandRun run = run("replay", log);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("unheard-of");
    assertThat(run.err()).contains("line 2", "passed over 1 lines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-13-01T00:00:00Z"})
  void aTimeThatIsNoneIsInvalidUsage(String time) {
    CommandRun run =
        run("replay", "log", "--compare", sample("rules-b.yaml"), "--activate-at", time);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--activate-at is a time such as");
    assertThat(run("replay", "log", "--activate-at", time).err()).contains("needs --compare");
  }

  private static long sum(JsonNode risk, String... fields) {
    long sum = 0;
    for (String field : fields) {
      sum += risk.get(field).asLong();
    }
    return sum;
  }

  private static String sample(String name) {
    return SAMPLES.resolve(name).toString();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static CommandRun run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "gate";
    System.arraycopy(args, 0, all, 1, args.length);
    return CommandRun.of(all);
  }
}
