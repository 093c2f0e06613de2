package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import org.junit.jupiter.api.Test;

class ChebyshevLinUcbTest {
  private static final String[] ARMS = {"lopsided", "even"};
  private static final double[][] NO_FEATURES = {};

  @Test
  void oneReferencePerObjectiveIsNeeded() {
    assertThatThrownBy(
            () -> PolicyName.parse("chebyshev-linucb:objectives=2,reference=0", 1, 0, 2, 1))
        .hasMessageContaining("found 1 for 2");
    assertThatThrownBy(() -> PolicyName.parse("chebyshev-linucb:reference=low", 1, 0, 2, 1))
        .hasMessageContaining("must be numbers");
  }

  @Test
  void ofOneObjectiveItIsLinUcb() {
    Learner one = taught(PolicyName.parse("chebyshev-linucb", 1, 0, 2, 1), 1);
    Learner plain = taught(PolicyName.parse("linucb", 1, 0, 2, 1), 1);
    double[] x = {1};
    assertThat(one.scores(one.question(x, ARMS))).isEqualTo(plain.scores(plain.question(x, ARMS)));
  }

  /** After ten examples at lambda = 1 a mean is 10/11 of the reward: sums prefer (1, 0). */
  @Test
  void theWorstObjectiveDecidesWhereASumWouldTradeItAway() {
    Policy policy = PolicyName.parse("chebyshev-linucb:objectives=2,alpha=0", 1, 0, 2, 1);
    Policy sum = PolicyName.parse("linucb:objectives=2,alpha=0", 1, 0, 2, 1);
    Learner learner = taught(policy, 2);
    Learner adding = taught(sum, 2);
    double[] equal = {};
    assertThat(scores(learner, equal)[0]).isZero();
    assertThat(scores(learner, equal)[1]).isCloseTo(.5 * .4 * 10 / 11, within(1e-12));
    assertThat(scores(adding, equal)[0]).isGreaterThan(scores(adding, equal)[1]);
    double[] first = {1, 0};
    assertThat(scores(learner, first)[0]).isCloseTo(10.0 / 11, within(1e-12));
    assertThat(scores(learner, new double[] {0, 0})).containsOnly(0);
  }

  private static double[] scores(Learner learner, double[] weights) {
    Question ask = learner.question(new double[] {1}, ARMS, NO_FEATURES, weights);
    return learner.scores(ask);
  }

  private static Learner taught(Policy policy, int objectives) {
    Learner learner = new Learner(policy);
    double[][] rewards =
        objectives == 1 ? new double[][] {{1}, {.4}} : new double[][] {{1, 0}, {.4, .4}};
    for (int i = 0; i < 20; i++) {
      Question ask = learner.question(new double[] {1}, ARMS);
      learner.learn(learner.decided(ask, i % 2, 1), rewards[i % 2], 1);
    }
    return learner;
  }
}
