package io.flyball.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bias.BiasJob;
import io.flyball.jobs.dataloop.DataloopJob;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.gate.GateJob;
import io.flyball.jobs.loop.LoopJob;
import io.flyball.jobs.modes.ModesJob;
import io.flyball.jobs.reward.RewardJob;
import io.flyball.jobs.runtime.config.KeyInfo;
import io.flyball.jobs.runtime.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key does something: with another value the job makes something else of the same input, or
 * reads and writes elsewhere, or Flink is told something else.
 */
class EveryKeyTest {
  private static final Map<String, BiConsumer<StreamExecutionEnvironment, FlyballConfig>> JOBS =
      Map.of(
          "feedback", FeedbackJob::build,
          "reward", RewardJob::build,
          "loop", LoopJob::build,
          "bandit", BanditJob::build,
          "bias", BiasJob::build,
          "modes", ModesJob::build,
          "dataloop", DataloopJob::build,
          "gate", GateJob::build);

  /** Keys that only a clock, a control update or a long history brings out: operators show them. */
  private static final List<String> OF_OPERATORS =
      List.of(
          "kafka.",
          "offline.",
          "reward.guard.",
          "reward.adapt.",
          "reward.reaction.",
          "reward.design.",
          "loop.diagnoses.echo-chamber-within",
          "loop.diagnoses.takeover-within",
          "loop.diagnoses.hacking-within",
          "bias.clock-after",
          "bias.sensor-profiles",
          "bias.patterns.out-of-orderness",
          "bias.control.burst-windows",
          "bias.control.functions.",
          "bias.control.objective",
          "bias.places.",
          "loop.early",
          "loop.detector",
          "loop.cool-down",
          "loop.least-change",
          "loop.false-alarms",
          "loop.bursts",
          "feedback.offline-log",
          "modes.hmm.",
          "modes.transients.",
          "modes.rates.",
          "modes.diversity.",
          "modes.tipping.",
          "modes.choices",
          "modes.chosen",
          "modes.reads",
          "modes.forget",
          "dataloop.forget",
          "dataloop.tasks.span",
          "gate.silence",
          "gate.forget",
          "gate.guard.",
          "gate.flush-every",
          "gate.patterns.",
          "gate.http-critic.");

  private static Map<String, List<String>> input;
  private static Map<List<String>, List<String>> plain;

  @BeforeAll
  static void start() throws Exception {
    plain = new HashMap<>();
    input =
        Map.of(
            "feedback", FeedbackLines.feedback(),
            "reward", RewardLines.reward(),
            "loop", LoopLines.loop(),
            "bandit", BanditLines.bandit(),
            "bias", BiasLines.bias(),
            "modes", ModesLines.modes(),
            "dataloop", DataloopLines.dataloop(),
            "gate", GateLines.gate());
  }

  /**
   * A key with another value.
   *
   * @param pair the key and the value
   * @param with what must be set for the key to count
   */
  record Change(String pair, List<String> with) {
    String key() {
      return pair.substring(0, pair.indexOf('='));
    }

    String section() {
      return pair.substring(0, pair.indexOf('.'));
    }

    List<String> pairs() {
      List<String> pairs = new ArrayList<>(with);
      pairs.add(pair);
      return pairs;
    }

    @Override
    public String toString() {
      return pair;
    }
  }

  static List<Change> changes() throws IOException {
    try (InputStream table = EveryKeyTest.class.getResourceAsStream("every-key.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" \\| ", -1))
          .map(
              row ->
                  new Change(
                      row[0], row.length == 1 ? List.of() : Arrays.asList(row[1].split("; ", -1))))
          .toList();
    }
  }

  @Test
  void everyKeyStandsInTheTable() throws IOException {
    List<String> listed = changes().stream().map(Change::key).toList();
    assertThat(Settings.describe(FlyballConfig.class))
        .extracting(KeyInfo::path)
        // No job reads them: the gateway's own tests show what they do.
        .filteredOn(key -> !key.startsWith("gateway."))
        .allSatisfy(
            key -> assertThat(listed).anyMatch(l -> l.equals(key) || l.startsWith(key + ".")));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anotherValueMakesADifference(Change change) throws Exception {
    FlyballConfig before = Configs.of(change.with());
    FlyballConfig after = Configs.of(change.pairs());
    if (change.section().equals("flink")) {
      assertThat(after.flink().toConfiguration().toMap())
          .isNotEqualTo(before.flink().toConfiguration().toMap());
    } else if (change.key().endsWith("-topic")
        || OF_OPERATORS.stream().anyMatch(change.key()::startsWith)) {
      assertThat(operators(change.section(), before))
          .isEqualTo(operators(change.section(), before));
      assertThat(operators(change.section(), after))
          .isNotEqualTo(operators(change.section(), before));
    } else {
      assertThat(run(change.section(), after, change.pairs()))
          .isNotEqualTo(run(change.section(), before, change.with()));
    }
  }

  private static List<String> run(String job, FlyballConfig config, List<String> pairs)
      throws Exception {
    List<String> run = new ArrayList<>(pairs);
    run.add(job);
    if (!plain.containsKey(run)) {
      plain.put(run, JobRun.of(job, config, input.get(job)));
    }
    return plain.get(run);
  }

  /** Each operator that Flink is given, with all that travels to where it runs. */
  private static Map<String, String> operators(String section, FlyballConfig config)
      throws IOException {
    Map<String, String> operators = new TreeMap<>();
    for (String job : JOBS.keySet()) {
      if (List.of("kafka", "offline", job).contains(section)) {
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
        JOBS.get(job).accept(env, config);
        for (var node : env.getStreamGraph(false).getStreamNodes()) {
          byte[] bytes = InstantiationUtil.serializeObject(node.getOperatorFactory());
          operators.put(
              job + "/" + node.getTransformationUID(),
              new String(bytes, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return operators;
  }
}
