package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Question;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private static final double[] PROBE = {.5, .5};

  @Test
  void parametersOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> DLinUcb.of(2, 1, 1, 0)).hasMessageContaining("forget");
    assertThatThrownBy(() -> DLinUcb.of(2, 1, 1, 1.1)).hasMessageContaining("forget");
    assertThatThrownBy(() -> new DLinUcb(2, 1, 1, .9, 0, false)).hasMessageContaining("refresh");
    assertThatThrownBy(() -> new SlidingLinUcb(2, 1, 1, 1, 10)).hasMessageContaining("buckets");
  }

  @Test
  void withoutForgettingItIsLinUcb() {
    Learner plain = new Learner(LinUcb.of(2, 1, 1));
    for (DLinUcb policy :
        new DLinUcb[] {new DLinUcb(2, 1, 1, 1, 1, true), DLinUcb.of(2, 1, 1, 1)}) {
      Learner learner = new Learner(policy);
      teach(learner);
      if (plain.model().learned() == 0) {
        teach(plain);
      }
      assertThat(score(learner)).isCloseTo(score(plain), within(1e-12));
    }
    Learner buckets = new Learner(new SlidingLinUcb(2, 1, 1, 3, 100));
    teach(buckets);
    assertThat(score(buckets)).isCloseTo(score(plain), within(1e-12));
  }

  /** The recursions V = gV + xx' + (1-g) lambda I, W likewise with g^2, b = gb + rx, by hand. */
  @Test
  void lazyDecayEqualsTheRecursionOfThePaper() {
    double g = .9;
    Learner learner = new Learner(new DLinUcb(2, 2, .7, g, 1, true));
    double[] v = {2, 0, 2};
    double[] w = {2, 0, 2};
    double[] b = new double[2];
    double[] none = new double[2];
    for (int t = 0; t < 40; t++) {
      boolean mine = t % 3 == 0;
      double[] x = {Math.cos(t), Math.sin(t)};
      double r = t % 5;
      Question ask = learner.question(x, "a", "b");
      learner.propensities(ask);
      learner.learn(learner.decided(ask, mine ? 0 : 1, 1), r);
      Packed.decayAdd(v, 0, 2, g, mine ? 1 : 0, mine ? x : none, (1 - g) * 2);
      Packed.decayAdd(w, 0, 2, g * g, mine ? 1 : 0, mine ? x : none, (1 - g * g) * 2);
      for (int i = 0; i < 2; i++) {
        b[i] = g * b[i] + (mine ? r * x[i] : 0);
      }
    }
    double det = v[0] * v[2] - v[1] * v[1];
    double[] y = {(v[2] * .5 - v[1] * .5) / det, (v[0] * .5 - v[1] * .5) / det};
    double mean = y[0] * b[0] + y[1] * b[1];
    double width = Math.sqrt(w[0] * y[0] * y[0] + 2 * w[1] * y[0] * y[1] + w[2] * y[1] * y[1]);
    assertThat(score(learner)).isCloseTo(mean + .7 * width, within(1e-12));
  }

  @Test
  void theRadiusOfThePaperGrowsToALimit() {
    double early = DLinUcb.radius(21, 1, .999, 10, 1, 1, .5, .01);
    double late = DLinUcb.radius(21, 1, .999, 1e5, 1, 1, .5, .01);
    double limit =
        1 + .5 * Math.sqrt(2 * Math.log(100) + 21 * Math.log(1 + 1 / (21 * (1 - .998001))));
    assertThat(early).isLessThan(late);
    assertThat(late).isCloseTo(limit, within(1e-12));
  }

  /** Where the inverse form explodes, the refill keeps the width at 1/sqrt(lambda). */
  @Test
  void aFeatureThatIsNeverSeenKeepsItsFirstWidth() {
    Learner learner = new Learner(new DLinUcb(3, 4, 1, .999, 50, false));
    for (int t = 0; t < 100_000; t++) {
      Question ask = learner.question(new double[] {t % 2, 1 - t % 2, 0}, "a");
      learner.propensities(ask);
      learner.learn(learner.decided(ask, 0, 1), 1);
    }
    double[] unseen = {0, 0, 1};
    assertThat(learner.scores(learner.question(unseen, "a"))[0]).isCloseTo(.5, within(1e-9));
  }

  @Test
  void aLateRewardCountsAsOldAsItsDecision() {
    Learner inTime = new Learner(new DLinUcb(2, 1, 0, .9, 1, false));
    Learner late = new Learner(new DLinUcb(2, 1, 0, .9, 1, false));
    AssignedArm pending = late.decided(late.question(PROBE, "a"), 0, 1);
    inTime.learn(inTime.decided(inTime.question(PROBE, "a"), 0, 1), 1);
    for (int t = 0; t < 10; t++) {
      inTime.decided(inTime.question(PROBE, "b"), 0, 1);
      late.decided(late.question(PROBE, "b"), 0, 1);
    }
    late.learn(pending, 1);
    assertThat(score(late)).isCloseTo(score(inTime), within(1e-12));
  }

  @Test
  void aWeightedExampleEqualsARepeatedOne() {
    Learner weighted = new Learner(new DLinUcb(2, 1, 0, 1, 1, true));
    Learner twice = new Learner(new DLinUcb(2, 1, 0, 1, 1, true));
    Learner bucket = new Learner(new SlidingLinUcb(2, 1, 0, 2, 100));
    for (Learner learner : new Learner[] {weighted, bucket}) {
      learner.learn(learner.decided(learner.question(PROBE, "a"), 0, 1), new double[] {1}, 2);
    }
    for (int i = 0; i < 2; i++) {
      twice.learn(twice.decided(twice.question(PROBE, "a"), 0, 1), 1);
    }
    assertThat(score(weighted)).isCloseTo(score(twice), within(1e-12));
    assertThat(score(bucket)).isCloseTo(score(twice), within(1e-12));
  }

  @Test
  void bucketsForgetWholeAndDropRewardsThatAreTooLate() {
    Learner learner = new Learner(new SlidingLinUcb(2, 1, 0, 2, 5));
    AssignedArm tooLate = learner.decided(learner.question(PROBE, "a"), 0, 1);
    learner.learn(learner.decided(learner.question(PROBE, "a"), 0, 1), 1);
    assertThat(score(learner)).isGreaterThan(.2);
    for (int t = 0; t < 10; t++) {
      learner.decided(learner.question(PROBE, "b"), 0, 1);
    }
    assertThat(score(learner)).isZero();
    learner.learn(tooLate, 1);
    assertThat(score(learner)).isZero();
  }

  private static void teach(Learner learner) {
    double[][] xs = {{1, 0}, {1, 1}, {0, 1}};
    double[] rewards = {1, 0, 1};
    for (int i = 0; i < 3; i++) {
      Question ask = learner.question(xs[i], "a");
      learner.propensities(ask);
      learner.learn(learner.decided(ask, 0, 1), rewards[i]);
    }
  }

  private static double score(Learner learner) {
    return learner.scores(learner.question(PROBE, "a"))[0];
  }
}
