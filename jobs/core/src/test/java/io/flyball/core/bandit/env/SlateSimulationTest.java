package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.env.SlateSimulation.Credit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlateSimulationTest {
  private static final double[] MEANS = {.1, .5, .2, .4};

  private static Report play(
      String policy, int positions, SlateUsers users, Credit credit, long rounds) {
    Environment world = BernoulliEnvironment.clicks(1);
    Learner learner = new Learner(PolicyName.parse(policy, 0, 0, world.arms(), rounds));
    return new SlateSimulation(world, learner, positions, users, credit).play(rounds, t -> {});
  }

  @Test
  void moreThanAllArmsAndPoliciesOfRoundsFillNoSlate() {
    assertThatThrownBy(() -> play("softmax", 11, SlateUsers.CASCADE, Credit.INDEPENDENT, 1))
        .hasMessageContaining("as many positions as arms, 10 in this world; found 11");
    assertThatThrownBy(() -> play("batched-exp3", 2, SlateUsers.CASCADE, Credit.INDEPENDENT, 1))
        .hasMessageContaining("fills no slate");
  }

  /** Over all twelve ordered pairs of four arms. */
  @ParameterizedTest
  @EnumSource(SlateUsers.class)
  void randomSlatesEarnTheMeanOfAllSlates(SlateUsers users) {
    List<Double> values = new ArrayList<>();
    for (double a : MEANS) {
      for (double b : MEANS) {
        if (a != b) {
          values.add(users.value(new double[] {a, b}));
        }
      }
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    assertThat(values).hasSize(12);
    assertThat(users.uniform(MEANS, 2)).isCloseTo(mean, within(1e-14));
  }

  @Test
  void valuesByHand() {
    double[] slate = {.5, .4};
    assertThat(SlateUsers.CASCADE.value(slate)).isCloseTo(.5 + .5 * .4, within(1e-15));
    assertThat(SlateUsers.POSITION_BASED.value(slate)).isCloseTo(.5 + .4 / 2, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(SlateUsers.class)
  void randomPlayHasTheRegretThatIsExpected(SlateUsers users) {
    Report report = play("random", 3, users, Credit.INDEPENDENT, 2000);
    assertThat(report.conserved()).isTrue();
    assertThat(report.finalRegret() / report.uniformRegret()).isCloseTo(1, within(.1));
    assertThat(report.bestFixedRegret()).isCloseTo(0, within(1e-9));
    assertThat(report.auditZ()).isLessThan(4);
  }

  /** A click model that fits learns as much as looks at every position would, and more. */
  @ParameterizedTest
  @EnumSource(SlateUsers.class)
  void policiesLearnFromClicks(SlateUsers users) {
    Credit fits = users == SlateUsers.CASCADE ? Credit.CASCADE : Credit.POSITION_BASED;
    Report report = play("kl-ucb", 3, users, fits, 20_000);
    assertThat(report.finalRegret()).isLessThan(report.uniformRegret() / 4);
    Report again = play("kl-ucb", 3, users, fits, 20_000);
    assertThat(again.finalRegret()).isEqualTo(report.finalRegret());
  }

  @Test
  void positionsOfOneAreDecisionsForOneArm() {
    Report one = play("epsilon-greedy:epsilon=.1", 1, SlateUsers.CASCADE, Credit.CASCADE, 5000);
    Environment world = BernoulliEnvironment.clicks(1);
    Learner learner =
        new Learner(PolicyName.parse("epsilon-greedy:epsilon=.1,ties=uniform", 0, 0, 10, 5000));
    Report alone = Simulation.run(world, learner, Delay.parse("0"), 5000);
    assertThat(one.uniformRegret()).isCloseTo(alone.uniformRegret(), within(1e-9));
    assertThat(one.finalRegret()).isCloseTo(alone.finalRegret(), within(alone.finalRegret() / 2));
  }
}
