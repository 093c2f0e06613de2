package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.env.Environment;
import io.flyball.core.bandit.env.LearnerPlayer;
import io.flyball.core.bandit.env.Player;
import io.flyball.core.bandit.env.Report;
import io.flyball.core.bandit.env.Simulation;
import io.flyball.local.bandit.StreamPlayer;
import io.flyball.tools.ExitCode;
import io.flyball.tools.bandit.SeedRun;
import io.flyball.tools.bandit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
  @TempDir private Path dir;

  /** Independent implementations in Java and Python give these regrets. */
  @Test
  void theLinearWorldGivesTheRegretsOfIndependentImplementations() throws IOException {
    List<JsonNode> policies =
        json("--env lin --policy linucb:alpha=1 --policy squarecb-adagrad --seed 1 --json");
    assertThat(policies).hasSize(2);
    assertThat(policies.get(0).at("/meanRegret/100%").asDouble())
        .isCloseTo(1045.7558, within(5e-5));
    assertThat(policies.get(1).at("/meanRegret/100%").asDouble())
        .isCloseTo(3448.3118, within(5e-5));
    assertThat(policies.get(0).at("/sdRegret/100%").asDouble()).isZero();
    assertThat(policies.get(0).at("/runs/0/auditZ").asDouble()).isZero();
    assertThat(policies.get(1).at("/runs/0/auditZ").asDouble()).isBetween(0.1, 4.0);
  }

  @Test
  void severalSeedsHaveAMeanAndADeviation() throws IOException {
    JsonNode all = json("--env bern --policy kl-ucb --rounds 2000 --seeds 3..5 --json").get(0);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      int seed = i + 3;
      JsonNode one = json("--env bern --policy kl-ucb --rounds 2000 --json --seed " + seed).get(0);
      assertThat(all.at("/runs/" + i + "/seed").asLong()).isEqualTo(seed);
      assertThat(all.at("/runs/" + i + "/regret")).isEqualTo(one.at("/runs/0/regret"));
      sum += one.at("/meanRegret/50%").asDouble();
    }
    assertThat(all.at("/meanRegret/50%").asDouble()).isCloseTo(sum / 3, within(1e-9));
    assertThat(all.at("/sdRegret/50%").asDouble()).isPositive();
  }

  @Test
  void everyDecisionIsAccountedForWhenRewardsAreLateOrLost() throws IOException {
    for (String delay : List.of("0", "300", "geometric:0.01", "per-arm", "per-arm:5/500")) {
      JsonNode run =
          json("--env bern --policy ucb1 --rounds 2000 --lost 0.2 --json --delay " + delay)
              .get(0)
              .at("/runs/0");
      assertThat(run.get("conserved").asBoolean()).isTrue();
      assertThat(run.get("lost").asLong()).isBetween(300L, 500L);
      assertThat(run.get("pending").asLong() > 0).isEqualTo(!delay.equals("0"));
    }
  }

  @Test
  void thePictureIsAPng() throws IOException {
    Path png = dir.resolve("regret.png");
    CommandRun run =
        simulate(
            "--env switching --arms 4 --policy random --policy exp3 --rounds 500 --seeds 1..3"
                + " --plot "
                + png);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    assertThat(run.out())
        .contains("switching: 500 rounds, seeds 1 to 3, delay 0")
        .contains("1,500 decided = 1,500 learned + 0 pending + 0 lost")
        .contains("(passed)");
  }

  @Test
  void theDynamicalWorldsArePlayedByTheirPolicy() throws IOException {
    JsonNode synthetic =
        json("--env dlb-synthetic --policy dynlin-ucb --rounds 10000 --json").get(0);
    assertThat(synthetic.at("/meanRegret/100%").asDouble()).isCloseTo(709.2, within(30.0));
    JsonNode real =
        json("--env dlb-real --policy dynlin-ucb:system=dlb-real --rounds 10000 --json").get(0);
    assertThat(real.at("/meanRegret/100%").asDouble()).isCloseTo(1353.4, within(100.0));
    // Its constants are those of the world that is played, named or not.
    assertThat(
            json("--env dlb-real --policy dynlin-ucb --rounds 10000 --json")
                .get(0)
                .at("/meanRegret"))
        .isEqualTo(real.at("/meanRegret"));
  }

  @Test
  void theChainPaysWhoLooksBeyondTheNextReward() throws IOException {
    List<JsonNode> players =
        json(
            "--env chain --policy lazy-planner --policy differential-q --policy linucb"
                + " --rounds 50000 --seed 3 --json");

    assertThat(players.get(0).at("/runs/0/meanReward").asDouble()).isCloseTo(.88, within(.002));
    assertThat(players.get(0).at("/runs/0/auditZ").asDouble()).isZero();
    assertThat(players.get(1).at("/runs/0/meanReward").asDouble()).isBetween(.75, .85);
    assertThat(players.get(2).at("/runs/0/meanReward").asDouble()).isCloseTo(.5, within(.02));
    JsonNode late =
        json("--env chain --policy lazy-planner --delay 30 --rounds 5000 --json").get(0);
    assertThat(late.at("/runs/0/conserved").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--env lin --policy lazy-planner | plays the environment chain alone",
        "--env chain --policy lazy-planner:beta=5 | every step is planned anew: 3 beta is 15.0",
        "--env chain --policy differential-q:epsilon=2 | epsilon must lie in [0, 1]",
        "--env chain --policy lazy-planner --in-flink | unknown policy 'lazy-planner'",
        "--env mars --policy random | unknown environment 'mars', known are lin, lin-drift",
        "--env lin --policy nobody | unknown policy 'nobody', known are random",
        "--env bern --policy linucb | 'bern', which has neither contexts nor features",
        "--env lin --policy linucb:beta=1 | knows no parameter 'beta'",
        "--env lin --policy random --rounds 0 | --rounds must be at least 1",
        "--env lin --policy random --delay soon | a delay is a number of rounds",
        "--env lin --policy random --delay -3 | found -3",
        "--env lin --policy random --delay per-arm:x | a delay is a number of rounds",
        "--env lin --policy random --lost 1 | the lost share must lie in [0, 1)",
        "--env lin --policy random --seeds 5..1 | --seeds looks like 1..10, found '5..1'",
        "--env lin --policy random --seeds 5 --seed 1 | mutually exclusive",
        "--env lin --policy random --arms 0 | at least 1 arm",
        "--env lin --policy random --policy random | each --policy may be given once",
        "--env lin | Missing required option: '--policy"
      })
  void aMistakeIsRefusedBeforeTheFirstRound(String line, String message) {
    CommandRun run = simulate(line);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aRewardThatThePolicyCannotTakeEndsTheRunWithTheReason() {
    CommandRun run = simulate("--env dlb-synthetic --policy beta-thompson --rounds 100");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("'beta-thompson' cannot go on in environment 'dlb-synthetic'");
  }

  /** With rewards that are late and lost. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"lin | linucb:alpha=1 | geometric:0.02", "bern | kl-ucb | 30"})
  void theJobDecidesAsTheLearnerDoesAlone(String env, String policy, String delay)
      throws IOException {
    String line =
        "--env %s --policy %s --rounds 400 --lost 0.1 --seed 3 --json --delay %s"
            .formatted(env, policy, delay);
    JsonNode alone = json(line).get(0).at("/runs/0");
    JsonNode inFlink = json(line + " --in-flink").get(0).at("/runs/0");
    for (String field : List.of("regret", "meanReward", "switches", "learned", "lost")) {
      assertThat(inFlink.get(field)).as(field).isEqualTo(alone.get(field));
    }
    assertThat(inFlink.get("conserved").asBoolean()).isTrue();
    assertThat(inFlink.at("/job/DECISIONS").asLong()).isEqualTo(400);
    assertThat(inFlink.at("/job/REWARDED").asLong()).isEqualTo(alone.get("learned").asLong());
  }

  /** The draws of the job are those of its decision ids, in any process. */
  @ParameterizedTest
  @CsvSource({"lin, squarecb-adagrad", "dlb-synthetic, dynlin-ucb"})
  void aPolicyThatDrawsDoesSoByDecisionId(String env, String policy) {
    World world = new World(env, 10, 20, 400, "geometric:0.02", 0);
    Environment environment = world.environment(3);
    SeedRun inFlink = StreamPlayer.play(world, policy, 3, t -> {});
    Player learner = new LearnerPlayer(world.learner(policy), environment.arms());
    Player byId =
        new Player() {
          @Override
          public Choice decide(long round, double[] context, double[][] features, double u) {
            return learner.decide(round, context, features, Pick.draw(StreamPlayer.id(round), 3));
          }

          @Override
          public void learn(long round, AssignedArm taken, double reward) {
            learner.learn(round, taken, reward);
          }
        };
    Report alone = Simulation.run(environment, byId, world.rewardDelay(), world.rounds(), t -> {});
    assertThat(inFlink.report().curve()).isEqualTo(alone.curve());
    assertThat(inFlink.report().auditZ()).isEqualTo(alone.auditZ()).isPositive();
    assertThat(inFlink.conserved()).isTrue();
  }

  @Test
  void whatTheJobRefusesEndsTheRunWithTheReason() {
    CommandRun run = simulate("--env dlb-synthetic --policy beta-thompson --rounds 100 --in-flink");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .contains("'beta-thompson' cannot go on in environment 'dlb-synthetic'")
        .contains("reward must lie in [0.0, 1.0]");
  }

  private static List<JsonNode> json(String line) throws IOException {
    CommandRun run = simulate(line);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> objects = new ArrayList<>();
    for (String object : run.out().lines().toList()) {
      objects.add(mapper.readTree(object));
    }
    return objects;
  }

  private static CommandRun simulate(String line) {
    List<String> args = new ArrayList<>(List.of("bandit", "simulate"));
    args.addAll(List.of(line.split(" ")));
    return CommandRun.of(args.toArray(String[]::new));
  }

  @Test
  void slatesAreClickedAsUsersLook() {
    String[] args = {
      "bandit", "simulate", "--env", "bern", "--policy", "kl-ucb", "--rounds", "2000"
    };
    CommandRun run = CommandRun.of(with(args, "--positions", "3", "--users", "cascade"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("2,000 decided").contains("(passed)");
    assertThat(CommandRun.of(with(args, "--users", "cascade")).err())
        .contains("--users cascade does nothing here: it counts with --positions K");
    assertThat(CommandRun.of(with(args, "--positions", "11")).err())
        .contains("--positions is 1 to 10, the arms of --env bern; found 11");
    assertThat(CommandRun.of(with(args, "--positions", "2", "--delay", "5")).err())
        .contains("--delay 5 does nothing here");
    assertThat(CommandRun.of(with(args, "--positions", "2", "--clicks", "dbn")).err())
        .contains("--clicks is independent, cascade, position-based, not 'dbn'");
  }

  private static String[] with(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }
}
