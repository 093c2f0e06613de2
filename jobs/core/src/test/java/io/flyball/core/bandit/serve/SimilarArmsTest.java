package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.arms.FeaturePrior;
import io.flyball.core.bandit.arms.WarmStart;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.RegressionPolicy;
import io.flyball.core.bandit.serve.Interventions.Similar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** New arms that begin with what others have learned. */
class SimilarArmsTest {
  private static final Regression REGRESSION =
      ((RegressionPolicy) PolicyName.parse("squarecb-ridge", 2, 0, 3, 100)).regression();

  private static Interventions like(String arm, String other, double most) {
    return new Interventions(
        false, false, List.of(), Map.of(), Map.of(arm, new Similar(other, most)), Map.of());
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

  /** theta = mean + W phi, W = T P'/(P P' + 1), of two arms whose first features differ by 2. */
  @Test
  void aNewArmBeginsAsItsFeaturesPredict() {
    Policy policy = PolicyName.parse("squarecb-ridge:lambda=1", 1, 0, 3, 100);
    Learner learner = new Learner(policy);
    double[] x = {1};
    for (int i = 0; i < 9; i++) {
      learner.learn(learner.decided(learner.question(x, "good"), 0, 1), 1);
      learner.learn(learner.decided(learner.question(x, "bad"), 0, 1), 0);
    }
    Arm fresh = learner.arms("new")[0];
    Map<String, double[]> features = new TreeMap<>();
    features.put("good", new double[] {3, 7});
    features.put("bad", new double[] {1, 7});
    features.put("new", new double[] {2.5, 7});
    assertThat(FeaturePrior.begin(policy, learner.model(), features)).containsExactly(fresh);
    // theta is .9 and 0; centred features 1 and -1, of the new arm .5.
    double theta = .45 + (2 * .45) / (2 + 1) * .5;
    double[] scores = learner.scores(learner.question(x, "new", "good"));
    assertThat(scores[0]).isCloseTo(theta, within(1e-12));
    assertThat(policy.sums(fresh.state())[0]).as("doubt").isCloseTo(1, within(1e-12));
  }

  @Test
  void anArmByItselfPassesItsParametersOn() {
    Served served = new Served(Changed.rules().algorithm("squarecb-ridge").r());
    served.ask("1", 0, 1, 2);
    served.give(Served.value("r", "1", 1, 1));
    String known = served.decisions.get(0).arm();
    Map<String, double[]> features = Map.of(known, new double[] {1}, "new", new double[] {5});
    served.control(1, described(features));
    assertThat(served.alerts).isEmpty();
    double[] x = {1, 2};
    double predicted = REGRESSION.predict(served.arm(known), 0, x);
    assertThat(predicted).isPositive();
    assertThat(REGRESSION.predict(served.arm("new"), 0, x)).isCloseTo(predicted, within(1e-12));
  }

  private static Interventions described(Map<String, double[]> features) {
    return new Interventions(false, false, List.of(), Map.of(), Map.of(), features);
  }

  @Test
  void featuresThatPredictNothingAreTold() {
    Served served = new Served(Changed.rules().algorithm("squarecb-ridge").r());
    served.ask("1", 0, 1, 2);
    String known = served.decisions.get(0).arm();
    served.control(
        1, described(new TreeMap<>(Map.of(known, new double[] {1}, "x", new double[2]))));
    served.control(2, described(Map.of("x", new double[1], "y", new double[1])));
    assertThat(served.alerts).extracting(alert -> alert.summary()).hasSize(2);
    assertThat(served.alerts.get(0).summary()).contains("give each as many");
    assertThat(served.alerts.get(1).summary()).contains("has learned anything to begin from");
    Served counts = known();
    counts.control(2, described(Map.of("x", new double[1])));
    assertThat(counts.alerts.get(0).summary()).contains("keeps no linear regression");
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
