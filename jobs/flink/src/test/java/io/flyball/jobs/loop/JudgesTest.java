package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.file.MintLog;
import io.flyball.core.record.Alert;
import io.flyball.schemas.EpisodeTurn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The judges' table that comes out of the job for the released episodes of MINT (arXiv 2309.10691),
 * one student under every judge: the known values to the printed digits.
 */
class JudgesTest {
  private static final String STUDENT = "gpt-3.5-turbo-0613";

  /** Judge, success in percent and its difference, good, bad, immediate, hindsight, gap, phi. */
  private static final String[] TABLE = {
    "gpt-4-0613/no_GT-textual, 51.37, 15.19, 1043, 197, 0.682, -0.137, 0.819, 0.160",
    "gpt-4-0613/GT-textual, 47.44, 11.26, 1099, 199, 0.693, -0.213, 0.906, 0.168",
    "gpt-4-0613/no_GT-binary, 38.91, 2.73, 629, 1116, -0.279, -0.501, 0.222, 0.348",
    "gpt-3.5-turbo-16k-0613/no_GT-binary, 39.42, 3.24, 946, 834, 0.063, -0.445, 0.508, 0.172",
    "CodeLlama-34b-Instruct-hf/no_GT-textual, 39.42, 3.24, 1303, 283, 0.643, -0.477, 1.120, 0.158",
    "claude-instant-1/no_GT-textual, 37.71, 1.54, 778, 10, 0.975, -0.398, 1.373, 0.025",
    "Llama-2-70b-hf/no_GT-textual, 35.67, -0.51, 996, 660, 0.203, -0.533, 0.736, 0.260",
    "Mistral-7B-Instruct-v0.1/no_GT-textual, 26.79, -9.39, 210, 0, 1.000, -0.210, 1.210, NaN",
    "gpt-3.5-turbo-16k-0613/no_GT-textual, 25.77, -10.41, 40, 3, 0.860, -0.674, 1.535, -0.374",
    "Llama-2-70b-chat-hf/no_GT-textual, 22.18, -13.99, 13, 1, 0.857, -0.571, 1.429, -0.531"
  };

  @Test
  void theJudgesOfGpt35HaveTheirKnownTableAndTheHarmfulOnesAreNamed() throws Exception {
    LocalRun run = LocalRun.of(2, turns(3), List.of(), "loop.window=366 d", "loop.past=366 d");
    Map<String, Double> found = new HashMap<>();
    run.metrics().forEach(row -> found.put(row.scope() + " " + row.metric(), row.value()));
    for (String row : TABLE) {
      String[] cells = row.split(", ", -1);
      String prefix = "judge/" + cells[0] + "@" + STUDENT + " judge.";
      assertThat(
              List.of(
                  digits(2, 100 * found.get(prefix + "SUCCESS_RATE")),
                  digits(2, 100 * found.get(prefix + "SUCCESS_DELTA")),
                  digits(0, found.get(prefix + "GOOD")),
                  digits(0, found.get(prefix + "BAD")),
                  digits(3, found.get(prefix + "MEAN_IMMEDIATE")),
                  digits(3, found.get(prefix + "MEAN_HINDSIGHT")),
                  digits(3, found.get(prefix + "GAP")),
                  digits(3, found.get(prefix + "PHI"))))
          .as(cells[0])
          .isEqualTo(List.of(cells).subList(1, 9));
      assertThat(found.get(prefix + "EPISODES")).isEqualTo(586);
    }
    assertThat(run.alerts())
        .filteredOn(alert -> alert.kind().equals("HARMFUL_JUDGE"))
        .extracting(Alert::scope)
        .contains(
            "judge/Llama-2-70b-chat-hf/no_GT-textual@" + STUDENT,
            "judge/gpt-3.5-turbo-16k-0613/no_GT-textual@" + STUDENT,
            "judge/Mistral-7B-Instruct-v0.1/no_GT-textual@" + STUDENT)
        .noneMatch(scope -> scope.contains("gpt-4"));
  }

  /** Whole episodes stay in one partition; episodes of the other students are left out. */
  private static List<List<EpisodeTurn>> turns(int partitions) throws Exception {
    Path file =
        Path.of(JudgesTest.class.getResource("/io/flyball/core/loop/mint_turns.csv.gz").toURI());
    List<List<EpisodeTurn>> dealt = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      dealt.add(new ArrayList<>());
    }
    try (var records = MintLog.read(file, 5)) {
      records
          .map(record -> (EpisodeTurn) record.record())
          .filter(turn -> turn.getModel().equals(STUDENT))
          .forEach(
              turn -> dealt.get(Math.floorMod(turn.getEpisode().hashCode(), partitions)).add(turn));
    }
    return dealt;
  }

  private static String digits(int count, double value) {
    return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%." + count + "f", value);
  }
}
