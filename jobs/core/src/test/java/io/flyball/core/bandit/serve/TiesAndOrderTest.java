package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiesAndOrderTest {
  private static final String[] FORTH = {"a", "b", "c"};
  private static final String[] BACK = {"c", "a", "b"};

  private static DecisionRequest asked(int number, String[] arms, double... context) {
    return new DecisionRequest(
        "p/" + number,
        number,
        context,
        arms,
        new double[0][],
        AssignedArm.NONE,
        null,
        null,
        false,
        1,
        null,
        null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linucb",
        "chebyshev-linucb",
        "d-linucb",
        "sliding-linucb",
        "ucb1",
        "kl-ucb",
        "greedy-ridge:epsilon=0",
        "epsilon-greedy:epsilon=0",
        "regcb-ridge",
        "linucb:switching-cost=1",
        "squarecb-ridge"
      })
  void armsThatAreBestAlikeShareTheProbability(String algorithm) {
    Served served = new Served(Changed.rules().algorithm(algorithm).r());
    Decision decision = served.ask(asked(1, new String[] {"b", "a"}, 1, 2));
    assertThat(decision.arms()).containsExactly("b", "a");
    assertThat(decision.propensities()).containsExactly(new double[] {.5, .5}, within(1e-12));
    assertThat(decision.propensity()).isEqualTo(.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linucb",
        "lin-thompson",
        "squarecb-ridge",
        "softmax",
        "beta-thompson",
        "exp3",
        "kl-ucb",
        "epsilon-greedy",
        "logistic-thompson",
        "gradient"
      })
  void theOrderOfArmsInARequestChangesNothing(String algorithm) {
    Served forth = new Served(Changed.rules().algorithm(algorithm).r());
    Served back = new Served(Changed.rules().algorithm(algorithm).r());
    for (int i = 1; i <= 60; i++) {
      double[] context = {1, i % 7 / 7.0};
      Decision one = forth.ask(asked(i, FORTH, context));
      Decision other = back.ask(asked(i, BACK, context));
      assertThat(other.arm()).isEqualTo(one.arm());
      assertThat(other.propensity()).isEqualTo(one.propensity());
      double[] p = one.propensities();
      assertThat(other.propensities()).containsExactly(p[2], p[0], p[1]);
      double reward = one.arm().equals("b") ? 1 : i % 2;
      forth.give(Served.value("r" + i, "" + i, i, reward));
      back.give(Served.value("r" + i, "" + i, i, reward));
    }
    for (String arm : FORTH) {
      assertThat(back.arm(arm)).containsExactly(forth.arm(arm));
    }
  }

  @Test
  void theFirstArmIsTheBaselineWhateverItsName() {
    Served served =
        new Served(Changed.rules().mode(io.flyball.core.bandit.join.Mode.LOGGING_ONLY).r());
    assertThat(served.ask(asked(1, BACK)).arm()).isEqualTo("c");
  }

  @Test
  void everyArmHasTheLeastProbability() {
    Served served = new Served(Changed.rules().algorithm("linucb").exploring(.05, 0).r());
    served.ask(asked(1, FORTH, 1));
    served.give(Served.value("r", "1", 1, 1));
    Decision decision = served.ask(asked(2, FORTH, 1));
    double[] sorted = decision.propensities().clone();
    Arrays.sort(sorted);
    assertThat(sorted[0]).isEqualTo(.05);
    assertThat(Arrays.stream(sorted).sum()).isCloseTo(1, within(1e-12));
    Served many = new Served(Changed.rules().algorithm("linucb").exploring(0, .3).r());
    assertThat(many.ask(asked(1, FORTH, 1)).propensities())
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
  }
}
