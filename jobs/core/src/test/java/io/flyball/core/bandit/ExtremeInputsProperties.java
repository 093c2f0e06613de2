package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever finite numbers come in, those that come out are probabilities, or nothing changed. */
class ExtremeInputsProperties {
  private static final String[] ARMS = {"a", "b", "c"};

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(PolicyName.NAMES);
  }

  @Provide
  Arbitrary<List<Double>> numbers() {
    Arbitrary<Double> any =
        Arbitraries.of(
            0.0,
            1.0,
            -1.0,
            .5,
            1e6,
            -1e6,
            1e9,
            1e-9,
            1e77,
            1e155,
            -1e155,
            1e300,
            1e308,
            -1e308,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            1e-155,
            1e-308);
    return any.list().ofSize(60);
  }

  @Property(tries = 1500)
  void everythingThatLeavesALearnerIsFiniteOrTheExampleIsRefusedAndTheStateUnchanged(
      @ForAll("names") String name, @ForAll("numbers") List<Double> numbers) {
    Learner learner = new Learner(PolicyName.parse(name, 2, 2, ARMS.length, 1000));
    for (int i = 0; i + 5 < numbers.size(); i += 6) {
      double[] context = {1, numbers.get(i)};
      double[][] features = {{1, numbers.get(i + 1)}, {0, 1}, {1, 1}};
      double reward = numbers.get(i + 2);
      double weight = Math.abs(numbers.get(i + 3));
      double propensity = Math.min(1, Math.abs(numbers.get(i + 4)));
      AssignedArm taken = null;
      List<double[]> before = state(learner);
      try {
        Question question = learner.question(context, ARMS, features, AssignedArm.NONE);
        before = state(learner);
        double[] p = learner.propensities(question);
        double sum = 0;
        for (double one : p) {
          assertThat(one).isBetween(0.0, 1.0);
          sum += one;
        }
        assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
        before = state(learner);
        taken = learner.decided(question, i % ARMS.length, propensity);
        assertThat(finite(taken.note())).isTrue();
      } catch (IllegalArgumentException e) {
        assertUnchanged(learner, before);
      }
      before = state(learner);
      try {
        if (taken != null) {
          learner.learn(taken, new double[] {reward}, weight);
        }
      } catch (IllegalArgumentException e) {
        assertUnchanged(learner, before);
      }
      state(learner).forEach(values -> assertThat(finite(values)).isTrue());
    }
    double[][] plain = {{1, 0}, {0, 1}, {1, 1}};
    try {
      learner.propensities(learner.question(new double[] {1, .5}, ARMS, plain, AssignedArm.NONE));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("leave the range of numbers");
    }
  }

  /** What a service lets in, for long. */
  @Property(tries = 60)
  void numbersUpToTheLimitOfTheServiceAreNeverTooLarge(@ForAll("names") String name) {
    Learner learner = new Learner(PolicyName.parse(name, 3, 2, ARMS.length, 1000));
    double[] sizes = {1e6, -1e6, 1e-6, 1, 0, 5e5};
    double[][] features = {{1e6, 1}, {-1e6, 1e6}, {1e-6, 1}};
    boolean unit = learner.policy().unitRewards();
    for (int i = 0; i < 3000; i++) {
      double[] context = {sizes[i % 6], sizes[i / 6 % 6], sizes[i / 36 % 6]};
      Question question = learner.question(context, ARMS, features, AssignedArm.NONE);
      Choice choice = learner.decide(question, i * .618 % 1);
      learner.learn(
          choice.taken(), new double[] {unit ? i % 2 : sizes[i % 5]}, i % 50 == 0 ? 1e6 : 1);
    }
    state(learner).forEach(values -> assertThat(finite(values)).isTrue());
  }

  private static List<double[]> state(Learner learner) {
    List<double[]> state = new ArrayList<>();
    state.add(learner.model().shared().clone());
    learner.model().arms().forEach(arm -> state.add(arm.state().clone()));
    return state;
  }

  private static void assertUnchanged(Learner learner, List<double[]> before) {
    List<double[]> after = state(learner);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).containsExactly(before.get(i));
    }
  }

  private static boolean finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
