package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.env.LinearEnvironment;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.serve.ServingRules.Evaluating;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Candidates that cannot share the policy's statistics. */
class RivalsTest {
  private static final int ROUNDS = 2000;

  private static Served served(String algorithm, Map<String, String> candidates) {
    return new Served(
        Changed.rules()
            .algorithm(algorithm)
            .evaluating(Served.evaluating(candidates, ROUNDS, 50))
            .r());
  }

  /** On decisions drawn at random, what is learned beside is what a learner alone would learn. */
  @Test
  void aRivalLearnsFromTheOutcomesOfAnotherPolicysDecisions() {
    LinearEnvironment world = new LinearEnvironment(1, 3, 4, 0);
    Served served = served("random", Map.of("best", "linucb", "counts", "kl-ucb"));
    Learner alone = new Learner(PolicyName.parse("linucb", 5, 0, 3, ROUNDS));
    double ips = 0;
    for (int t = 0; t < ROUNDS; t++) {
      world.begin(t);
      Decision decision = served.ask("d" + t, t, world.context());
      Question question = alone.question(world.context(), Served.ARMS);
      int shown = List.of(Served.ARMS).indexOf(decision.arm());
      double reward = world.reward(shown);
      ips += alone.propensities(question)[shown] / decision.propensity() * reward / ROUNDS;
      AssignedArm taken = alone.decided(question, shown, decision.propensity());
      served.give(Served.reward("r" + t, "d" + t, t, Reward.Kind.FINAL, reward));
      alone.learn(taken, reward);
    }
    Rivals rivals = (Rivals) ((Map<?, ?>) served.other.get("rivals")).get("rivals");
    assertThat(rivals.models()).containsOnlyKeys("best");
    for (String arm : Served.ARMS) {
      assertThat(rivals.models().get("best").arm(arm).state())
          .isEqualTo(alone.model().arm(arm).state());
    }
    Evaluated best =
        served.evaluations.stream().filter(e -> e.candidate().equals("best")).findAny().get();
    assertThat(best.values().get("ips")).isCloseTo(ips, within(1e-9));
    served.until(Served.WINDOW + ROUNDS + 10_000_000);
    assertThat((Map<?, ?>) served.other.get("rivals")).isEmpty();
  }

  @Test
  void aRivalThatCannotAnswerOrLearnIsLeftOut() {
    Served served =
        served("greedy-ridge:epsilon=1", Map.of("features", "hybrid-linucb", "unit", "exp3"));
    for (int t = 0; t < ROUNDS; t++) {
      served.ask("d" + t, t, 1);
      served.give(Served.reward("r" + t, "d" + t, t, Reward.Kind.FINAL, 7));
    }
    assertThat(served.counted(ServingCount.NOT_LEARNED_BY_CANDIDATE)).isEqualTo(ROUNDS);
    assertThat(served.counted(ServingCount.REWARDED)).isEqualTo(ROUNDS);
    assertThat(served.evaluations).extracting(Evaluated::candidate).containsExactly("unit");
  }

  /** Without a regression the doubly robust estimate is IPS over again. */
  @Test
  void whatNeedsARewardModelIsToldOnlyWhereThereIsOne() {
    for (String algorithm : new String[] {"greedy-ridge:epsilon=.5", "epsilon-greedy:epsilon=.5"}) {
      Served served = served(algorithm, Map.of("r", "random"));
      for (int t = 0; t < ROUNDS; t++) {
        served.ask("d" + t, t, 1);
        served.give(Served.reward("r" + t, "d" + t, t, Reward.Kind.FINAL, t % 2));
      }
      Map<String, Double> values = served.evaluations.get(0).values();
      assertThat(values).containsKeys("ips", "snips", "clippedIps", "lower");
      if (algorithm.startsWith("greedy-ridge")) {
        assertThat(values).containsKeys("directMethod", "doublyRobust", "switchDoublyRobust");
      } else {
        assertThat(values)
            .doesNotContainKeys(
                "directMethod",
                "doublyRobust",
                "selfNormalisedDoublyRobust",
                "switchDoublyRobust",
                "shrunkDoublyRobust");
      }
    }
  }

  @Test
  void theLimitsOfTheEstimatorsAreThoseOfTheRules() {
    Map<String, Double> loose = clipped(new Evaluation.Limits(10, 10, 100));
    Map<String, Double> tight = clipped(new Evaluation.Limits(.5, .5, .5));
    assertThat(tight.get("ips")).isEqualTo(loose.get("ips"));
    for (String name : new String[] {"clippedIps", "switchDoublyRobust", "shrunkDoublyRobust"}) {
      assertThat(tight.get(name)).as(name).isNotEqualTo(loose.get(name));
    }
  }

  private static Map<String, Double> clipped(Evaluation.Limits limits) {
    Evaluating usual = Served.evaluating(Map.of("r", "random"), ROUNDS, 50);
    Served served =
        new Served(
            Changed.rules()
                .algorithm("greedy-ridge:epsilon=.5")
                .evaluating(
                    new Evaluating(
                        usual.candidates(), usual.every(), usual.least(), 0, 1, .05, limits))
                .r());
    for (int t = 0; t < ROUNDS; t++) {
      served.ask("d" + t, t, 1);
      served.give(Served.reward("r" + t, "d" + t, t, Reward.Kind.FINAL, t % 2));
    }
    return served.evaluations.get(0).values();
  }
}
