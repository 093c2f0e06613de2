package io.flyball.core.bandit.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.env.BernoulliEnvironment;
import io.flyball.core.bandit.env.Delay;
import io.flyball.core.bandit.env.Report;
import io.flyball.core.bandit.env.Simulation;
import io.flyball.core.bandit.guide.LeaveOneOut;
import org.junit.jupiter.api.Test;

class GradientBanditTest {
  @Test
  void parametersOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new GradientBandit(0, 8, 0)).hasMessageContaining("eta");
    assertThatThrownBy(() -> new GradientBandit(1, 1, 0)).hasMessageContaining("found 1");
    assertThatThrownBy(() -> new GradientBandit(1, 8, 2)).hasMessageContaining("floor");
  }

  @Test
  void aGroupMovesThePreferencesAsLeaveOneOutDoes() {
    Learner learner = new Learner(new GradientBandit(.3, 4, 0));
    Question ask = learner.question(new double[0], "a", "b", "c");
    int[] shown = {0, 1, 0, 2};
    double[] rewards = {1, -2, .5, 4};
    double[] pi = learner.propensities(ask);
    for (int i = 0; i < shown.length; i++) {
      learner.learn(learner.decided(ask, shown[i], pi[shown[i]]), rewards[i]);
    }
    double[] h = new double[3];
    LeaveOneOut.step(h, pi, shown, LeaveOneOut.advantages(rewards, false), .3);
    double[] full = learner.scores(ask);
    learner.decided(ask, 0, 1);
    double[] settled = learner.scores(ask);
    for (int a = 0; a < 3; a++) {
      assertThat(full[a]).isCloseTo(h[a], within(1e-12));
      assertThat(settled[a]).isCloseTo(h[a], within(1e-12));
    }
  }

  @Test
  void itFindsTheBetterArmWithAndWithoutDelay() {
    for (int delay : new int[] {0, 8}) {
      Report report =
          Simulation.run(
              BernoulliEnvironment.gap(1, 4, .3),
              new Learner(new GradientBandit(.5, 16, .02)),
              Delay.fixed(delay),
              10_000);
      assertThat(report.finalRegret()).isLessThan(.2 * report.uniformRegret());
      assertThat(report.auditZ()).isLessThan(4);
    }
  }
}
