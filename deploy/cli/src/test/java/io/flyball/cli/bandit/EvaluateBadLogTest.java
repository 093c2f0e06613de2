package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.core.random.Draws;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs and options that cannot be used are refused in a sentence, rows with their line. */
class EvaluateBadLogTest {
  private static final List<String> ROWS =
      List.of(
          "decision_id,action,p,reward,pi_0,pi_1,pi_2",
          "d0,0,.5,1,.2,.5,.3",
          "d1,1,.3,0,.2,.5,.3",
          "d2,2,.2,1,.2,.5,.3",
          "d3,0,.5,0,.1,.1,.8",
          "d4,1,.3,1,.1,.1,.8",
          "d5,0,.8,0,.3,.3,.4",
          "d6,2,.1,0,.3,.3,.4",
          "d7,0,.8,1,.3,.3,.4");

  @TempDir private Path dir;

  private Path csv() throws IOException {
    return Files.write(dir.resolve("log.csv"), ROWS);
  }

  @Test
  void rowsThatCannotBeUsedAreSkippedWithTheirReasonOrEndAStrictReading() throws IOException {
    record Bad(String row, String reason) {}
    for (Bad bad :
        List.of(
            new Bad("d9,0,1.5,1,.2,.5,.3", "a probability from 1.0E-12 to 1 is expected, not 1.5"),
            new Bad("d9,0,0,1,.2,.5,.3", "is expected, not 0.0"),
            new Bad("d9,0,1e-300,1,.2,.5,.3", "is expected, not 1.0E-300"),
            new Bad("d9,0,NaN,1,.2,.5,.3", "column 'p': a number is expected, not 'NaN'"),
            new Bad("d9,0,.5,NaN,.2,.5,.3", "column 'reward': a number is expected, not 'NaN'"),
            new Bad("d9,0,.5,1,.2,.5,.4", "the probabilities sum to 1.1, not to 1"),
            new Bad("d9,0,.5,1,-.2,.9,.3", "a probability from 0 to 1 is expected, not -0.2"),
            new Bad("d9,7,.5,1,.2,.5,.3", "'7' was shown but is not among the arms 0, 1, 2"),
            new Bad("d9,0,.5,,.2,.5,.3", "column 'reward': a value is required"),
            new Bad("d9,0,.5", "3 cells where 7 are expected"))) {
      Path log = csv();
      Files.writeString(log, Files.readString(log) + bad.row() + "\n");
      String[] options = {"--target", "columns:pi_*", "--map", "propensity=p"};
      JsonNode result = json(log, options);
      assertThat(result.at("/decisions").asInt()).as(bad.row()).isEqualTo(8);
      assertThat(result.at("/reasons").toString()).contains("1 rows (11.11 %) were skipped");
      assertThat(evaluate(log, options).err()).contains("line 10: ").contains(bad.reason());
      CommandRun strict = evaluate(log, options[0], options[1], options[2], options[3], "--strict");
      assertThat(strict.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(strict.err()).contains("line 10: ").contains(bad.reason());
      assertThat(strict.out()).isEmpty();
    }
  }

  @Test
  void aVectorThatContradictsThePropensityIsRefusedWithItsRow() throws IOException {
    Path log =
        Files.write(
            dir.resolve("b.csv"),
            List.of(
                "arm,propensity,reward,q_a,q_b",
                "a,0.1,1,0.1,0.9",
                "a,0.9,1,0.1,0.9",
                "b,0.9,0,0.1,1.0"));
    CommandRun run = evaluate(log, "--target", "uniform", "--map", "logged=q_*");
    assertThat(run.err())
        .contains("it is 0.9, but among the probabilities arm 'a' has 0.1")
        .contains("column 'q_*': the probabilities sum to 1.1, not to 1");
    assertThat(run.out()).contains("1 decisions among 2 arms");
  }

  @Test
  void whatIsMissingIsSaidWithASuggestion() throws IOException {
    assertFails(
        "no column for propensity; the columns are decision_id, action, p, reward, pi_0, pi_1,"
            + " pi_2; name it, as --map propensity=",
        csv(),
        "--target",
        "uniform");
    assertFails(
        "no column begins with 'q_'; the columns are",
        csv(),
        "--target",
        "columns:q_*",
        "--map",
        "propensity=p");
    assertFails(
        "there is no column 'nu' for candidate",
        csv(),
        "--target",
        "columns:nu",
        "--map",
        "propensity=p");
    assertFails(
        "give all that a reward can be with --rewards LOW..HIGH",
        csv(),
        "--target",
        "uniform",
        "--map",
        "propensity=p",
        "--rewards",
        "2..3");
    for (String[] wrong :
        new String[][] {
          {"--estimators", "dp", "estimators are ips"},
          {"--tune", "best", "slope, slope++ or mse"},
          {"--format", "xml", "--format is flyball, open-bandit, dsjson, dsjson-slates, vw, table"},
          {"--model", "net", "--model is contextual, adagrad or arm-mean"}
        }) {
      CommandRun run =
          evaluate(csv(), "--target", "uniform", "--map", "propensity=p", wrong[0], wrong[1]);
      assertThat(run.exitCode()).as(wrong[1]).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains(wrong[2]).doesNotContain("\tat ");
    }
  }

  /** Two thousand decisions that were logged with propensities of half what they were. */
  @Test
  void aLogWhosePropensitiesAreWrongIsNotTrustedAndItsPageSaysWhy() throws IOException {
    List<String> lines = new ArrayList<>(List.of("arm,propensity,reward"));
    for (int i = 0; i < 2000; i++) {
      boolean b = Draws.uniform(1, i, 0) < .4;
      lines.add((b ? "b,.2," : "a,.6,") + (Draws.uniform(1, i, 1) < .3 ? 1 : 0));
    }
    Path log = Files.write(dir.resolve("w.csv"), lines);
    Path page = dir.resolve("report.html");
    CommandRun run = evaluate(log, "--target", "uniform", "--out", page.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("verdict: not trusted")
        .contains("arm 'b': its propensities lie")
        .doesNotContain("SNIPS");
    assertThat(Files.readString(page))
        .contains("default-src 'none'")
        .contains("not trusted")
        .contains("Tail of the weights")
        .doesNotContain("<script");
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
