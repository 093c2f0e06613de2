package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.core.bandit.slate.PlackettLuce;
import io.flyball.core.random.Draws;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slates of VW's dsjson: two of four articles, drawn by weights, clicked by place and topic. */
class EvaluateSlatesTest {
  private static final double[] WEIGHTS = {3, 2, 1, 2};
  private static final double[] ATTRACTION = {.5, .3, .2, .4};
  private static final double[] EXAMINATION = {1, .5};

  @TempDir Path dir;

  private static CommandRun evaluate(Path log, String... more) {
    List<String> args = new ArrayList<>(List.of("bandit", "evaluate", log.toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static String slot(int[] order, double[] p, int reward) {
    return String.format(
            Locale.ROOT,
            "{\"_label_cost\":%d,\"_a\":%s,\"_p\":%s}",
            -reward,
            Arrays.toString(order),
            Arrays.toString(p))
        .replace(" ", "");
  }

  private static String line(int i) {
    PlackettLuce luce = new PlackettLuce(WEIGHTS);
    int[] slate = luce.draw(2, 1, i);
    List<String> slots = new ArrayList<>();
    for (int l = 0; l < 2; l++) {
      int chosen = slate[l];
      int above = l == 0 ? -1 : slate[0];
      List<Integer> order = new ArrayList<>(List.of(chosen));
      for (int a = 0; a < WEIGHTS.length; a++) {
        if (a != chosen && a != above) {
          order.add(a);
        }
      }
      double sum = order.stream().mapToDouble(a -> WEIGHTS[a]).sum();
      boolean clicked = Draws.uniform(2, i, l) < EXAMINATION[l] * ATTRACTION[chosen];
      slots.add(
          slot(
              order.stream().mapToInt(Integer::intValue).toArray(),
              order.stream().mapToDouble(a -> WEIGHTS[a] / sum).toArray(),
              clicked ? 1 : 0));
    }
    return "{\"EventId\":\"e"
        + i
        + "\",\"c\":{\"_multi\":[{\"A\":{\"t\":\"a\"}},{\"A\":{\"t\":\"b\"}},{\"A\":{\"t\":\"c\"}},"
        + "{\"A\":{\"t\":\"d\"}}],\"_slots\":[{},{}]},\"_outcomes\":["
        + String.join(",", slots)
        + "]}";
  }

  private Path log(int slates, String... more) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < slates; i++) {
      lines.add(line(i));
    }
    lines.addAll(List.of(more));
    return Files.write(dir.resolve("slates.json"), lines);
  }

  @Test
  void slateEstimatorsAndHowUsersLook() throws IOException {
    String twice =
        "{\"EventId\":\"x\",\"c\":{\"_multi\":[{},{}],\"_slots\":[{},{}]},\"_outcomes\":["
            + "{\"_label_cost\":0,\"_a\":[0],\"_p\":[1]},{\"_label_cost\":0,\"_a\":[0],\"_p\":[1]}]}";
    Path log = log(3000, twice, "{broken");
    CommandRun run = evaluate(log, "--target", "uniform", "--json");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.get("slates").asInt()).isEqualTo(3000);
    assertThat(result.at("/passedOver/cannot be used").asInt()).isEqualTo(2);
    assertThat(run.err())
        .contains("line 3001: slot 1 shows action 0 (from 0), which was not left for it")
        .contains("line 3002: the line is no JSON");
    double truth = Arrays.stream(ATTRACTION).average().orElseThrow() * 1.5;
    for (String name :
        List.of("SIPS", "SNSIPS", "IIPS", "SNIIPS", "RIPS", "SNRIPS", "PI", "cascade-DR")) {
      assertThat(result.at("/estimates/" + name).asDouble()).as(name).isCloseTo(truth, within(.06));
      JsonNode interval = result.at("/intervalsByEstimator/" + name);
      assertThat(interval.get("low").asDouble()).as(name).isLessThan(truth);
      assertThat(interval.get("high").asDouble()).as(name).isGreaterThan(truth);
    }
    assertThat(result.at("/examination/1").asDouble()).isCloseTo(.5, within(.06));
    assertThat(result.at("/slatesWithSeveralClicks").asInt()).isPositive();
  }

  @Test
  void aPolicyThatLearnsFromTheSlates() throws IOException {
    Path page = dir.resolve("slates.html");
    CommandRun run =
        evaluate(
            log(1000),
            "--target",
            "softmax-joint:lambda=2",
            "--bits",
            "10",
            "--out",
            page.toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("1,000 slates of up to 2 positions")
        .contains("verdict: trusted")
        .containsPattern("SIPS +0\\.\\d{9}")
        .containsPattern("cascade-DR +0\\.\\d{9}")
        .contains("how users look, by the clicks of the log:")
        .containsPattern("position-based:1\\.00/0\\.\\d+, .*by interventions 1\\.00/0\\.[45]")
        .contains("cascade, impossible:", page.toString());
    String html = Files.readString(page);
    assertThat(html)
        .contains("1,000 slates of up to 2 positions", "How users look", "Calibration of the")
        .containsSubsequence("<strong>trusted</strong>", "Support by arm")
        .containsPattern("<td>cascade-DR</td><td>0\\.\\d+</td>")
        .contains("impossible, ")
        .doesNotContain("<script", "NaN", "http://", "https://");
  }

  /** Weights 1/(3 p) of costs -1, 0, -1; the last example ends with the file. */
  @Test
  void textOfVowpalWabbit() throws IOException {
    String example = "shared |U u:1\n%s|A a:1\n%s|A b:1\n%s|A c:1\n\n";
    String text =
        String.format(Locale.ROOT, example, "0:-1:0.5 ", "", "")
            + String.format(Locale.ROOT, example, "", "0:0:0.25 ", "")
            + String.format(Locale.ROOT, example, "", "", "0:-1:0.25 ").stripTrailing();
    Path log = Files.writeString(dir.resolve("log.txt"), text);
    CommandRun run =
        evaluate(log, "--target", "uniform", "--format", "vw", "--json", "--least-ess", "1");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.get("decisions").asInt()).isEqualTo(3);
    assertThat(result.at("/estimates/IPS").asDouble())
        .isCloseTo((1 / 1.5 + 1 / .75) / 3, within(1e-12));
    Path numbered = Files.writeString(dir.resolve("numbered.txt"), "1:-1:0.5 | x:1\nbad\n");
    CommandRun plain =
        evaluate(
            numbered,
            "--target",
            "uniform",
            "--format",
            "vw",
            "--actions",
            "2",
            "--json",
            "--least-ess",
            "1");
    assertThat(new ObjectMapper().readTree(plain.out()).get("decisions").asInt()).isEqualTo(1);
    assertThat(plain.err()).contains("line 2: 'bad'");
    assertThat(evaluate(numbered, "--target", "uniform", "--actions", "2").err())
        .contains("--actions is for --format vw");
  }

  /** Uniform play is worth what estimators of the same log say, whatever enters the history. */
  @Test
  void slatesAreReplayed() throws IOException {
    Path log = log(3000);
    double truth = Arrays.stream(ATTRACTION).average().orElseThrow() * 1.5;
    for (String history : List.of("slate", "prefix")) {
      CommandRun run =
          CommandRun.of(
              "bandit",
              "replay",
              log.toString(),
              "--target",
              "uniform",
              "--history",
              history,
              "--json");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      JsonNode result = new ObjectMapper().readTree(run.out());
      assertThat(result.get("slates").asInt()).isEqualTo(3000);
      assertThat(result.get("histories")).hasSize(history.equals("slate") ? 1 : 2);
      assertThat(result.get("rejectionSampling").asDouble()).isCloseTo(truth, within(.1));
      assertThat(result.get("doublyRobust").asDouble()).isCloseTo(truth, within(.06));
      assertThat(result.get("limits").toString())
          .contains(history.equals("slate") ? "as a whole" : "where all above it did");
    }
    CommandRun text =
        CommandRun.of("bandit", "replay", log.toString(), "--target", "softmax-joint:lambda=2");
    assertThat(text.out()).contains("3,000 slates", "a history of ", "% of the log", "a slate\n");
  }

  @Test
  void whatCannotBeReplayedIsOneSentence() throws IOException {
    Path log = log(20);
    for (String[] wrong :
        new String[][] {
          {"--history", "slot", "its positions share arms"},
          {"--history", "half", "--history is slate, prefix, slot, not 'half'"},
          {"--map", "arm=a", "holds slates"}
        }) {
      CommandRun run =
          CommandRun.of(
              "bandit", "replay", log.toString(), "--target", "uniform", wrong[0], wrong[1]);
      assertThat(run.exitCode()).as(wrong[2]).isNotEqualTo(ExitCode.OK);
      assertThat(run.err()).contains(wrong[2]).doesNotContain("\tat ");
    }
    Path table = Files.writeString(dir.resolve("t.csv"), "arm,propensity,reward\na,1,1\n");
    assertThat(
            CommandRun.of(
                    "bandit",
                    "replay",
                    table.toString(),
                    "--target",
                    "uniform",
                    "--history",
                    "prefix")
                .err())
        .contains("where the log holds slates");
  }

  @Test
  void whatSlatesHaveNoUseForIsRefused() throws IOException {
    Path log = log(3);
    CommandRun option = evaluate(log, "--target", "uniform", "--clip", "3");
    assertThat(option.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(option.err()).contains("--clip 3 does nothing here").contains("holds slates");
    CommandRun columns = evaluate(log, "--target", "columns:p_*");
    assertThat(columns.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(columns.err()).contains("name a policy, or uniform");
    Path page = dir.resolve("few.html");
    CommandRun few = evaluate(log, "--target", "uniform", "--out", page.toString());
    assertThat(Files.readString(page)).contains("not trusted", "None is shown", "a longer log");
    assertThat(few.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(few.out()).contains("verdict: not trusted").contains("take a longer log");
  }
}
