package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.arms.WarmStart;
import io.flyball.core.bandit.serve.Interventions.Similar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** New arms that begin with what others have learned. */
class SimilarArmsTest {
  private static Interventions like(String arm, String other, double most) {
    return new Interventions(
        false, false, List.of(), Map.of(), Map.of(arm, new Similar(other, most)));
  }

  private static Served known() {
    Served served = new Served(Served.RULES);
    served.ask("1", 0);
    Map<String, double[]> seen = Map.of("x", new double[] {400, 12}, "y", new double[] {500, 30});
    served.control(1, new Interventions(false, false, List.of(), seen));
    return served;
  }

  @Test
  void aCountBeginsWithAShareOfTheOtherArms() {
    Served served = known();
    served.control(2, like("new", "x", 100));
    assertThat(served.arm("new")).containsExactly(new double[] {100, 100, 3}, within(1e-12));
    served.control(3, like("newer", "x", 1000));
    assertThat(served.arm("newer")).containsExactly(new double[] {400, 400, 12}, within(1e-12));
  }

  @Test
  void aCountBeginsWithTheMeanOfAll() {
    Served served = known();
    served.control(2, like("new", null, 50));
    double[] arm = served.arm("new");
    assertThat(arm[1]).isLessThanOrEqualTo(50);
    // The arm of the request counts too: it presumed one zero.
    assertThat(arm[2] / arm[1]).isCloseTo(42 / 901.0, within(1e-12));
  }

  /** A = lambda I + omega (A_s - lambda I), b = omega b_s: the mean stays, the doubt grows. */
  @Test
  void aRegressionBeginsWithAShareOfTheOthersSums() {
    Policy policy = PolicyName.parse("squarecb-ridge:lambda=1", 2, 0, 2, 100);
    Learner learner = new Learner(policy);
    double[] x = {1, 0.5};
    for (int i = 0; i < 10; i++) {
      learner.learn(learner.decided(learner.question(x, "old"), 0, 1), i % 2);
    }
    Arm fresh = learner.arms("new")[0];
    WarmStart.like(policy, learner.model(), fresh, "old", 2.5);
    double[] sums = policy.sums(fresh.state());
    double[] old = policy.sums(learner.model().arm("old").state());
    assertThat(sums[0]).isCloseTo(1 + 0.25 * 10, within(1e-9));
    assertThat(sums[sums.length - 2]).isCloseTo(0.25 * old[old.length - 2], within(1e-9));
  }

  @Test
  void whatCannotBeginSoIsTold() {
    Served served = known();
    served.control(2, like("new", "nobody", 10));
    served.control(3, like("x", "y", 10));
    served.control(4, like("new", null, 10));
    assertThat(served.alerts)
        .extracting(alert -> alert.summary())
        .containsExactly(
            "control version 2 was not applied whole: no arm 'nobody' is known to begin from",
            "control version 3 was not applied whole: arm 'x' has learned already: remove it first"
                + " to begin it anew");
    Served gradient = new Served(Changed.rules().algorithm("gradient").r());
    gradient.ask("1", 0);
    gradient.control(1, like("new", "a", 10));
    assertThat(gradient.alerts.get(0).summary()).contains("keeps no sums");
  }
}
