package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
  /** The log of Bernoulli Thompson sampling on 34 men's items. */
  private static final String OPEN_BANDIT = "../../samples/obd/bts";

  @TempDir private Path dir;

  /** Values of an independent implementation; IPS, SNIPS and the rest of Vowpal Wabbit's too. */
  @ParameterizedTest
  @CsvSource({
    "/estimates/IPS, .003008626",
    "/estimates/SNIPS, .003189423",
    "/estimates/clipped IPS, .003008626",
    "/estimates/clipped SNIPS, .003831078",
    "/estimates/Cressie-Read, .003399762",
    "/estimates/DM, .007341734",
    "/estimates/DR, .003354938",
    "/estimates/SNDR, .003115360",
    "/estimates/Switch-DR, .005552255",
    "/estimates/DRos, .005449502",
    "/meanWeight, .943313626"
  })
  void theUniformPolicyOnTheOpenBanditLog(String what, double value) throws IOException {
    assertThat(openBandit().at(what).asDouble()).isCloseTo(value, within(5e-10));
  }

  @Test
  void theAnytimeIntervalIsWideAndHonest() throws IOException {
    JsonNode result = openBandit();
    assertThat(result.at("/intervals/any time/0").asDouble()).isCloseTo(7.27e-5, within(5e-8));
    assertThat(result.at("/intervals/any time/1").asDouble()).isCloseTo(.21299, within(5e-6));
    assertThat(result.at("/intervals/betting/0").asDouble()).isBetween(.001, .003);
    assertThat(result.at("/intervals/betting/1").asDouble()).isBetween(.1, .21);
    assertThat(result.at("/intervals/Gaussian").isMissingNode()).isTrue();
    assertThat(result.get("noGaussianIntervals").asText())
        .isEqualTo("one row makes up 15.7 % of the estimate; at most 5 % are allowed");
    assertThat(result.get("effectiveSampleSize").asDouble()).isCloseTo(655.7, within(.05));
    assertThat(result.get("largestWeight").asDouble()).isCloseTo(178.253, within(5e-4));
    assertThat(result.get("trusted").asBoolean()).isTrue();
  }

  /** Without options the reward model is shrunk to the log's mean and does not see its own row. */
  @Test
  void theDirectMethodLiesNearTheTruthByDefault() throws IOException {
    double truth = json("../../samples/obd/random").get("loggedMeanReward").asDouble();
    double error = Math.sqrt(truth / 10_000);
    assertThat(truth).isEqualTo(.0046);
    assertThat(json(OPEN_BANDIT).at("/estimates/DM").asDouble())
        .isCloseTo(truth, within(2 * error));
  }

  @Test
  void onePositionAndAnotherClip() throws IOException {
    JsonNode first = json(OPEN_BANDIT, "--position", "1");
    assertThat(first.at("/estimates/IPS").asDouble()).isCloseTo(.004363553, within(5e-10));
    assertThat(first.at("/estimates/SNIPS").asDouble()).isCloseTo(.004276584, within(5e-10));
    JsonNode clipped = json(OPEN_BANDIT, "--clip", "100");
    assertThat(clipped.at("/estimates/clipped SNIPS").asDouble())
        .isCloseTo(.003217203, within(5e-10));
  }

  @Test
  void tooSmallASampleIsRefusedAndStillPrintedForPrograms() throws IOException {
    CommandRun text = evaluate(OPEN_BANDIT, "--target", "uniform", "--least-ess", "1000");
    assertThat(text.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(text.out())
        .contains("refused: the effective sample size is 655.7")
        .doesNotContain("IPS");
    CommandRun json = evaluate(OPEN_BANDIT, "--target", "uniform", "--least-ess", "1000", "--json");
    assertThat(json.exitCode()).isEqualTo(ExitCode.FAILED);
    JsonNode result = new ObjectMapper().readTree(json.out());
    assertThat(result.get("trusted").asBoolean()).isFalse();
    assertThat(result.at("/estimates/IPS").asDouble()).isCloseTo(.003008626, within(5e-10));
  }

  /** Arm b is shown and pays; of a corrected decision only the correction counts. */
  @Test
  void outcomesOfTheJobAreReadFromAvroAndFromJsonLines() throws IOException {
    List<DecisionOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      outcomes.add(outcome(i, "b", .5, 0.0).setRevision(0).build());
      outcomes.add(outcome(i, "b", .5, 1.0).setRevision(1).build());
      outcomes.add(outcome(100 + i, "a", .5, 0.0).build());
    }
    outcomes.add(outcome(200, "a", 1, 1.0).setForced(true).build());
    outcomes.add(outcome(201, "a", .5, null).setStatus(OutcomeStatus.CENSORED).build());
    Path avro = dir.resolve("outcomes.avro");
    try (DataFileWriter<DecisionOutcome> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(DecisionOutcome.class))) {
      writer.create(DecisionOutcome.getClassSchema(), avro.toFile());
      for (DecisionOutcome outcome : outcomes) {
        writer.append(outcome);
      }
    }
    Path lines = dir.resolve("outcomes.jsonl");
    List<String> text = new ArrayList<>(outcomes.stream().map(JsonWriter::write).toList());
    text.add("{\"type\":\"Alert\"}");
    Files.write(lines, text);
    JsonNode fromAvro = json(avro.toString());
    assertThat(fromAvro.get("decisions").asLong()).isEqualTo(120);
    assertThat(fromAvro.at("/passedOver/corrected later").asLong()).isEqualTo(60);
    assertThat(fromAvro.at("/passedOver/forced").asLong()).isEqualTo(1);
    assertThat(fromAvro.at("/passedOver/censored").asLong()).isEqualTo(1);
    assertThat(fromAvro.at("/estimates/IPS").asDouble()).isEqualTo(.5);
    assertThat(fromAvro.at("/loggedMeanReward").asDouble()).isEqualTo(.5);
    assertThat(json(lines.toString()).get("estimates")).isEqualTo(fromAvro.get("estimates"));
    CommandRun learner = evaluate(lines.toString(), "--target", "linucb:alpha=0.1", "--json");
    assertThat(new ObjectMapper().readTree(learner.out()).at("/estimates/SNIPS").asDouble())
        .as("it learns within a few rows that b pays")
        .isGreaterThan(.9);
  }

  /** Leaving such rows out would leave out some arms more than others. */
  @Test
  void propensitiesThatContradictThemselvesAreRefusedWithTheirRow() throws IOException {
    String good = JsonWriter.write(outcome(1, "a", .5, 1.0).build()) + "\n";
    record Bad(DecisionOutcome.Builder row, String message) {}
    for (Bad bad :
        List.of(
            new Bad(
                outcome(2, "a", .9, 1.0).setPropensities(List.of(.1, 1.0)),
                "the propensities sum to 1.1, not to 1"),
            new Bad(
                outcome(2, "a", .9, 1.0).setPropensities(List.of(.1, .9)),
                "propensity is 0.9, but among the propensities arm 'a' has 0.1"),
            new Bad(
                outcome(2, "a", 1e-300, 1.0),
                "propensity is 1.0E-300; allowed is a probability from 1.0E-12 to 1"),
            new Bad(
                outcome(2, "a", .5, 1.0).setPropensities(List.of(1.0)),
                "1 propensities for 2 arms"))) {
      Path log =
          Files.writeString(
              dir.resolve("bad.jsonl"), good + JsonWriter.write(bad.row().build()) + "\n");
      assertRefused(ExitCode.FAILED, "decision 'shop/2', row 2 of the log: " + bad.message(), log);
    }
  }

  @Test
  void mistakesAreOneSentence() throws IOException {
    assertRefused(ExitCode.FAILED, "there is no file or folder", dir.resolve("no.csv"));
    Files.writeString(dir.resolve("log.txt"), "x");
    assertRefused(ExitCode.FAILED, "no delimiter divides the lines", dir.resolve("log.txt"));
    Path hidden = Files.createDirectory(dir.resolve("hidden"));
    Files.writeString(hidden.resolve(".x.csv"), "x");
    assertRefused(ExitCode.FAILED, "holds no file", hidden);
    Path broken = Files.writeString(dir.resolve("a.csv"), "item_id,x\n1,2\n");
    assertRefused(ExitCode.FAILED, "no column for reward and propensity", broken);
    Path empty =
        Files.writeString(dir.resolve("b.csv"), "item_id,click,propensity_score,position\n");
    assertRefused(ExitCode.FAILED, "holds no decision", empty);
    Path line = Files.writeString(dir.resolve("c.jsonl"), "{\"type\":\"DecisionOutcome\"}\n");
    assertRefused(ExitCode.FAILED, "line 1, MISSING_FIELD", line);
    Path zero =
        Files.writeString(
            dir.resolve("d.jsonl"), JsonWriter.write(outcome(1, "a", 0, 1.0).build()) + "\n");
    assertRefused(ExitCode.FAILED, "decision 'shop/1', row 1 of the log: propensity is 0.0", zero);
    assertRefused(ExitCode.USAGE, "--position is for Open Bandit logs", zero, "--position", "1");
    Path log = Path.of(OPEN_BANDIT);
    assertRefused(ExitCode.USAGE, "unknown policy 'nobody'", log, "--target", "nobody");
    assertRefused(ExitCode.USAGE, "--prior looks like 1/100", log, "--prior", "1");
    assertRefused(ExitCode.USAGE, "low < high", log, "--rewards", "1..0");
    assertRefused(ExitCode.USAGE, "clip", log, "--clip", "0");
    assertRefused(ExitCode.FAILED, "[0.0, 0.5], found 1.0", log, "--rewards", "0..0.5");
  }

  private static void assertRefused(int exitCode, String message, Path log, String... options) {
    List<String> args = new ArrayList<>(List.of(log.toString()));
    if (!List.of(options).contains("--target")) {
      args.addAll(List.of("--target", "uniform"));
    }
    args.addAll(List.of(options));
    CommandRun run = evaluate(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(message).isEqualTo(exitCode);
    assertThat(run.err()).contains(message).doesNotContain("\tat ").doesNotContain("unexpected");
    assertThat(run.out()).isEmpty();
  }

  private static DecisionOutcome.Builder outcome(int id, String arm, double p, Double reward) {
    return DecisionOutcome.newBuilder()
        .setId("shop/" + id)
        .setPolicy("shop")
        .setTime(Instant.EPOCH)
        .setDecidedAt(Instant.EPOCH)
        .setContext(List.of(1.0))
        .setArm(arm)
        .setPropensity(p)
        .setArms(List.of("a", "b"))
        .setPropensities(List.of(p, 1 - p))
        .setStatus(OutcomeStatus.REWARDED)
        .setReward(reward);
  }

  /** With the reward model that published figures have: means of arms, fitted on the same rows. */
  private static JsonNode openBandit() throws IOException {
    return json(OPEN_BANDIT, "--model", "arm-mean", "--folds", "1", "--prior", "1/100");
  }

  private static JsonNode json(String log, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of(log, "--target", "uniform", "--json"));
    args.addAll(List.of(options));
    CommandRun run = evaluate(args.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    return new ObjectMapper().readTree(run.out());
  }

  private static CommandRun evaluate(String... options) {
    List<String> args = new ArrayList<>(List.of("bandit", "evaluate"));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
