package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.connectors.parquet.ParquetCodecs;
import io.flyball.core.random.Draws;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs of others in several formats: eight decisions whose estimates were computed with the
 * formulas of Open Bandit Pipeline (estimators.py) in another language.
 */
class EvaluateAnyLogTest {
  private static final Offset<Double> DIGITS = within(1e-11);
  private static final String[] SHOWN = {"0", "1", "2", "0", "1", "0", "2", "0"};
  private static final double[] PROPENSITY = {.5, .3, .2, .5, .3, .8, .1, .8};
  private static final int[] REWARD = {1, 0, 1, 0, 1, 0, 0, 1};
  private static final String[] CANDIDATE = {
    ".2|.5|.3", ".2|.5|.3", ".2|.5|.3", ".1|.1|.8", ".1|.1|.8", ".3|.3|.4", ".3|.3|.4", ".3|.3|.4"
  };

  @TempDir private Path dir;

  private Path csv() throws IOException {
    List<String> lines = new ArrayList<>(List.of("decision_id,action,p,reward,pi_0,pi_1,pi_2"));
    for (int i = 0; i < SHOWN.length; i++) {
      lines.add(
          "d"
              + i
              + ","
              + SHOWN[i]
              + ","
              + PROPENSITY[i]
              + ","
              + REWARD[i]
              + ","
              + CANDIDATE[i].replace('|', ','));
    }
    return Files.write(dir.resolve("log.csv"), lines);
  }

  @Test
  void aTableWithTheCandidatesProbabilitiesInColumns() throws IOException {
    JsonNode result = json(csv(), "--target", "columns:pi_*", "--map", "propensity=p");
    assertKnown(result);
    assertThat(result.at("/arms").asInt()).isEqualTo(3);
    assertThat(result.at("/effectiveSampleSize").asDouble()).isCloseTo(3.622664054219, DIGITS);
    assertThat(result.at("/estimates/SG-IPW").asDouble()).isCloseTo(.326405775076, DIGITS);
    JsonNode clipped =
        json(csv(), "--target", "columns:pi_*", "--map", "propensity=p", "--clip", "1");
    assertThat(clipped.at("/estimates/clipped IPS").asDouble()).isCloseTo(.263541666667, DIGITS);
  }

  @Test
  void parquet() throws IOException {
    Schema schema =
        SchemaBuilder.record("Row")
            .fields()
            .requiredString("decision_id")
            .requiredString("action")
            .requiredDouble("p")
            .requiredInt("reward")
            .requiredDouble("pi_0")
            .requiredDouble("pi_1")
            .requiredDouble("pi_2")
            .endRecord();
    Path file = dir.resolve("log.parquet");
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(schema)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (int i = 0; i < SHOWN.length; i++) {
        GenericRecordBuilder row =
            new GenericRecordBuilder(schema)
                .set("decision_id", "d" + i)
                .set("action", SHOWN[i])
                .set("p", PROPENSITY[i])
                .set("reward", REWARD[i]);
        String[] pi = CANDIDATE[i].split("\\|");
        for (int a = 0; a < pi.length; a++) {
          row.set("pi_" + a, Double.valueOf(pi[a]));
        }
        writer.write(row.build());
      }
    }
    assertKnown(json(file, "--target", "columns:pi_*", "--map", "propensity=p"));
  }

  /** With one pass and without the other arms nothing but the weights is known. */
  @Test
  void aTableWithTheCandidatesProbabilityOfTheArmShownAlone() throws IOException {
    List<String> lines = new ArrayList<>(List.of("arm;propensity;click;new"));
    for (int i = 0; i < SHOWN.length; i++) {
      String pi = CANDIDATE[i].split("\\|")[Integer.parseInt(SHOWN[i])];
      lines.add(SHOWN[i] + ";" + PROPENSITY[i] + ";" + REWARD[i] + ";" + pi);
    }
    JsonNode result = json(Files.write(dir.resolve("s.csv"), lines), "--target", "shown:new");
    assertKnown(result);
    assertThat(result.at("/estimates/DR").isMissingNode()).isTrue();
    CommandRun model =
        evaluate(dir.resolve("s.csv"), "--target", "shown:new", "--estimators", "dr");
    assertThat(model.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(model.err()).contains("DR needs a reward model and the candidate's probability");
  }

  @Test
  void jsonLinesWithVectors() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < SHOWN.length; i++) {
      double rest = (1 - PROPENSITY[i]) / 2;
      double[] logged = {rest, rest, rest};
      logged[Integer.parseInt(SHOWN[i])] = PROPENSITY[i];
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"d%d\",\"arms\":[\"0\",\"1\",\"2\"],\"arm\":\"%s\",\"ps\":[%s,%s,%s],"
                  + "\"out\":{\"cost\":%d},\"pis\":[%s]}",
              i,
              SHOWN[i],
              logged[0],
              logged[1],
              logged[2],
              -REWARD[i],
              CANDIDATE[i].replace("|", ",").replace(".", "0.")));
    }
    Path log = Files.write(dir.resolve("log.jsonl"), lines);
    JsonNode result =
        json(log, "--target", "columns:pis", "--map", "logged=ps,cost=out.cost", "--past-only");
    assertKnown(result);
    assertThat(result.at("/calibration").size()).isGreaterThan(1);
  }

  /** Uniform play on decisions of two actions, .9 and .1: weights 5/9 and 5. */
  @Test
  void dsjsonOfVowpalWabbit() throws IOException {
    String line =
        "{\"_label_cost\":%s,\"_label_probability\":%s,\"_label_Action\":%d,\"_labelIndex\":%d,"
            + "\"EventId\":\"e%d\",\"a\":%s,\"p\":%s,\"c\":{\"_multi\":[{\"A\":1},{\"A\":2}]}}";
    List<String> lines =
        List.of(
            String.format(Locale.ROOT, line, "-1.0", "0.9", 1, 0, 0, "[1,2]", "[0.9,0.1]"),
            String.format(Locale.ROOT, line, "0.0", "0.1", 2, 1, 1, "[2,1]", "[0.1,0.9]"),
            String.format(Locale.ROOT, line, "-1.0", "0.1", 2, 1, 2, "[2,1]", "[0.1,0.9]"),
            String.format(Locale.ROOT, line, "0.0", "0.9", 2, 1, 3, "[1,2]", "[0.9,0.1]"),
            "{\"RewardValue\":1.5,\"EventId\":\"e9\"}");
    Path log = Files.write(dir.resolve("log.json"), lines);
    CommandRun run = evaluate(log, "--target", "uniform", "--json", "--least-ess", "1");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.at("/decisions").asInt()).isEqualTo(3);
    assertThat(result.at("/estimates/IPS").asDouble()).isCloseTo((5 / 9.0 + 5) / 3, within(1e-12));
    assertThat(result.at("/passedOver/cannot be used").asInt()).isEqualTo(2);
    assertThat(run.err())
        .contains("the label is of action 2, but a begins with 1, the action that was shown");
  }

  /**
   * Users of two kinds, articles of two topics under changing places: what an article earns follows
   * from the user and the topic alone, so that a model of their product sees it and one of places
   * does not. The mean reward of a policy that knows it would be 1, that of uniform choice is 1/2.
   */
  @Test
  void featuresByNameOfDsjson() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      boolean ada = i % 2 == 0;
      boolean sportFirst = i / 2 % 2 == 0;
      int shown = i / 4 % 2;
      boolean sport = (shown == 0) == sportFirst;
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"_label_cost\":%d,\"_labelIndex\":%d,\"EventId\":\"e%d\",\"a\":%s,\"p\":[0.5,0.5],"
                  + "\"c\":{\"U\":{\"user\":\"%s\"},\"_multi\":[{\"A\":{\"topic\":\"%s\"}},"
                  + "{\"A\":{\"topic\":\"%s\"}}]}}",
              ada == sport ? -1 : 0,
              shown,
              i,
              shown == 0 ? "[1,2]" : "[2,1]",
              ada ? "ada" : "bob",
              sportFirst ? "sport" : "news",
              sportFirst ? "news" : "sport"));
    }
    Path log = Files.write(dir.resolve("named.json"), lines);
    JsonNode uniform = json(log, "--target", "uniform", "--interactions", "UA");
    assertThat(uniform.at("/estimates/IPS").asDouble()).isCloseTo(.5, within(1e-12));
    assertThat(uniform.at("/estimates/DM").asDouble()).isCloseTo(.5, within(.01));
    double model = width(uniform, "DR");
    assertThat(model).isLessThan(width(json(log, "--target", "uniform"), "DR") / 2);
    JsonNode joint = json(log, "--target", "greedy-joint", "--interactions", "UA");
    assertThat(joint.at("/estimates/DR").asDouble()).isGreaterThan(.9);
    CommandRun refused = evaluate(log, "--target", "uniform", "--model", "adagrad");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("on features by name use contextual");
  }

  private static double width(JsonNode result, String estimator) {
    JsonNode interval = result.at("/intervalsByEstimator/" + estimator);
    return interval.get("high").asDouble() - interval.get("low").asDouble();
  }

  /** Side by side with the log, by id; the policy always shows arm 2. */
  @Test
  void actionsOfAPolicyInAFile() throws IOException {
    List<String> actions = new ArrayList<>(List.of("id,arm"));
    for (int i = 0; i < SHOWN.length; i++) {
      actions.add("other" + i + ",0");
      actions.add("d" + i + ",2");
    }
    Path file = Files.write(dir.resolve("actions.csv"), actions);
    JsonNode result = json(csv(), "--target", "actions:" + file, "--map", "propensity=p");
    assertThat(result.at("/estimates/IPS").asDouble()).isCloseTo(1 / .2 / 8, DIGITS);
    assertThat(result.at("/estimates/SNIPS").asDouble()).isCloseTo(5 / 15.0, DIGITS);
    Files.write(file, actions.subList(0, 7));
    assertFails("has no action for the decision 'd3'", csv(), "--target", "actions:" + file);
    Files.write(file, List.of("id,arm", "d0,x"));
    assertFails("line 2: arm 'x' is not among the arms", csv(), "--target", "actions:" + file);
  }

  @Test
  void aPageShowsEstimatesIntervalsAndPictures() throws IOException {
    List<String> lines = new ArrayList<>(List.of("arm,reward,p_a,p_<b>,x"));
    for (int i = 0; i < 2000; i++) {
      double p = .2 + .6 * Draws.uniform(1, i, 2);
      boolean b = Draws.uniform(1, i, 0) >= p;
      int reward = Draws.uniform(1, i, 1) < (b ? .5 : .3) ? 1 : 0;
      lines.add((b ? "<b>," : "a,") + reward + "," + p + "," + (1 - p) + "," + p);
    }
    Path log = Files.write(dir.resolve("g.csv"), lines);
    Path page = dir.resolve("report.html");
    CommandRun run =
        evaluate(
            log,
            "--target",
            "uniform",
            "--map",
            "logged=p_*,context=x",
            "--estimators",
            "all",
            "--tune",
            "slope",
            "--out",
            page.toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("verdict: trusted\n")
        .containsPattern("MRDR +0\\.(3[5-9]|4[0-5])\\d+ +.*, Gaussian")
        .containsPattern("DRos, limit [\\d.e+]+ +0\\.");
    assertThat(Files.readString(page))
        .contains("Calibration of the propensities", "DR over the log", "&lt;b&gt;", "Gaussian")
        .doesNotContain("<b>");
  }

  private static void assertKnown(JsonNode result) {
    assertThat(result.at("/decisions").asInt()).isEqualTo(8);
    assertThat(result.at("/estimates/IPS").asDouble()).isCloseTo(.326041666667, DIGITS);
    assertThat(result.at("/estimates/SNIPS").asDouble()).isCloseTo(.294726930320, DIGITS);
  }

  private static JsonNode json(Path log, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of(options));
    args.addAll(List.of("--json", "--least-ess", "1"));
    CommandRun run = evaluate(log, args.toArray(String[]::new));
    assertThat(run.out()).as(run.err()).startsWith("{");
    return new ObjectMapper().readTree(run.out());
  }

  private static void assertFails(String message, Path log, String... options) {
    List<String> args = new ArrayList<>(List.of(options));
    if (String.join(" ", options).contains("actions:")) {
      args.addAll(List.of("--map", "propensity=p"));
    }
    CommandRun run = evaluate(log, args.toArray(String[]::new));
    assertThat(run.exitCode()).as(message).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  private static CommandRun evaluate(Path log, String... options) {
    List<String> args = new ArrayList<>(List.of("bandit", "evaluate", log.toString()));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
