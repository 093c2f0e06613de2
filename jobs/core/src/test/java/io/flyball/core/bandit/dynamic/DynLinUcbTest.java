package io.flyball.core.bandit.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.env.Delay;
import io.flyball.core.bandit.env.DynamicalEnvironment;
import io.flyball.core.bandit.env.Report;
import io.flyball.core.bandit.env.Simulation;
import org.junit.jupiter.api.Test;

/** Figures of an independent implementation on the authors' own noise. */
class DynLinUcbTest {
  private static final double[][] ACTIONS = LinearSystem.actions();
  private static final String[] NAMES = {"0", "1", "2", "3", "4", "5"};

  @Test
  void impossibleSystemsAndParametersAreRefused() {
    double[][] one = {{1}};
    double[] v = {1};
    assertThatThrownBy(() -> new LinearSystem(one, one, v, v))
        .hasMessageContaining("spectral radius");
    assertThatThrownBy(() -> new LinearSystem(one, one, new double[2], v))
        .hasMessageContaining("2 state rewards");
    DynLinUcb.Radius radius = new DynLinUcb.Radius(1, 1, 1, 1, 1, .1);
    assertThatThrownBy(() -> new DynLinUcb(3, 1, radius)).hasMessageContaining("rho");
    assertThatThrownBy(() -> new DynLinUcb(0, .5, radius)).hasMessageContaining("dimension");
    assertThatThrownBy(() -> new DynLinUcb.Radius(0, 1, 1, 1, 1, .1))
        .hasMessageContaining("lambda");
  }

  @Test
  void constantsOfTheSyntheticSystem() {
    LinearSystem system = LinearSystem.synthetic();
    assertThat(system.steadyValue())
        .containsExactly(new double[] {.5625, .5, .1 + .01 / .9}, within(1e-12));
    assertThat(system.spectralRadius()).isCloseTo(.2, within(1e-9));
    DynLinUcb.Radius radius = DynLinUcb.Radius.of(system, ACTIONS, .01, 1e6, 1);
    assertThat(radius.c1()).isCloseTo(1.075207, within(5e-7));
    assertThat(radius.c2()).isCloseTo(2.276925, within(5e-7));
  }

  @Test
  void constantsOfTheAdvertisingSystem() {
    LinearSystem system = LinearSystem.advertising();
    assertThat(system.steadyValue())
        .containsExactly(new double[] {.25152543, -.03629789, .10612145}, within(5e-9));
    assertThat(system.spectralRadius()).isCloseTo(.666891, within(5e-7));
    assertThat(system.overshoot()).isCloseTo(2.781215, within(5e-7));
    DynLinUcb.Radius radius = DynLinUcb.Radius.of(system, ACTIONS, .01, 1e6, 1);
    assertThat(radius.c1()).isCloseTo(2.442723, within(5e-7));
    assertThat(radius.c2()).isCloseTo(9.037838, within(5e-7));
  }

  @Test
  void epochsGrowWithTheLogarithmAndOnlyTheirLastRewardIsLearned() {
    DynLinUcb.Radius radius = new DynLinUcb.Radius(1, 1, 1, .01, 1.2, .1);
    Learner learner = new Learner(new DynLinUcb(3, .5, radius));
    StringBuilder learned = new StringBuilder();
    for (int t = 0; t < 17; t++) {
      Question ask = learner.question(new double[0], NAMES, ACTIONS, new double[0]);
      Choice choice = learner.decide(ask, .3);
      learned.append((int) choice.taken().note()[0]);
      learner.learn(choice.taken(), 1);
    }
    // Two rounds first, then 1 + floor(log2 m) rounds for m = 2, 3, 4, 5, 6, …: 2, 2, 3, 3, 3.
    assertThat(learned).hasToString("01010100100100100");
  }

  @Test
  void anArmHeldThatIsGoneEndsItsEpoch() {
    DynLinUcb.Radius radius = new DynLinUcb.Radius(1, 1, 1, .01, 1.2, .1);
    Learner learner = new Learner(new DynLinUcb(3, .9, radius));
    double[] none = {};
    learner.decide(learner.question(none, NAMES, ACTIONS, none), 0);
    Choice next =
        learner.decide(
            learner.question(none, new String[] {"5"}, new double[][] {ACTIONS[5]}, none), 0);
    assertThat(next.arm()).isEqualTo("5");
  }

  @Test
  void regretOfTheSyntheticSystemWithinTwoPercent() {
    assertThat(regret(LinearSystem.synthetic(), .01, 100_000, Math.log(1e5)))
        .isCloseTo(2420.95, within(.02 * 2420.95));
    assertThat(regret(LinearSystem.synthetic(), .01, 10_000, 1))
        .isCloseTo(1353.37, within(.02 * 1353.37));
  }

  @Test
  void regretOfAMillionRoundsOfTheAdvertisingSystemWithinTwoPercent() {
    assertThat(regret(LinearSystem.advertising(), .01, 1_000_000, Math.log(1e6)))
        .isCloseTo(75_594, within(.02 * 75_594));
  }

  private static double regret(LinearSystem system, double sigma, long rounds, double lambda) {
    DynLinUcb.Radius radius = DynLinUcb.Radius.of(system, ACTIONS, sigma, (double) rounds, lambda);
    Report report =
        Simulation.run(
            new DynamicalEnvironment(system, ACTIONS, sigma, 1),
            new Learner(new DynLinUcb(3, system.spectralRadius(), radius)),
            Delay.fixed(0),
            rounds);
    return report.finalRegret();
  }
}
