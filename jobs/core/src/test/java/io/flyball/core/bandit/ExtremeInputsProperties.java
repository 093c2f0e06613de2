package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever finite numbers come in, those that come out are probabilities, or nothing changed. */
class ExtremeInputsProperties {
  private static final String[] ARMS = {"a", "b", "c"};
  private static final int ROUNDS = 3000;

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        Stream.concat(
                PolicyName.NAMES.stream().map(name -> PolicyName.withFeatureSpace(name, 6, "cf")),
                Stream.of("adaptive", "adagrad", "ftrl", "coin")
                    .flatMap(
                        update ->
                            Stream.of(
                                "squarecb-joint:reduction=ips,bits=6,update=" + update,
                                "cover-joint:reduction=dr,standardise=true,bits=6,update="
                                    + update)))
            .toList());
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
        Question question = learner.dense(context, learner.arms(ARMS), features, AssignedArm.NONE);
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
      learner.propensities(
          learner.dense(new double[] {1, .5}, learner.arms(ARMS), plain, AssignedArm.NONE));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("leave the range of numbers");
    }
  }

  /**
   * Contexts of the largest length that a policy takes, for long: what is learned stays in
   * proportion to the rewards, |x'theta| &lt;= sqrt(x'A^-1 x sum r^2), which is at most sqrt(n) max
   * |r| where x is like what was seen, and |x|/sqrt(lambda) times that where it is not.
   */
  @Property(tries = 200)
  void predictionsAtTheLongestInputStayInProportionToTheRewards(
      @ForAll("linear") String name, @ForAll @IntRange(min = 0, max = 3) int pattern) {
    Policy policy = PolicyName.parse(name, 3, 2, ARMS.length, 1000);
    Learner learner = new Learner(policy);
    SplittableRandom random = new SplittableRandom(pattern);
    double size = policy.longestInput() / 2;
    for (int i = 0; i < ROUNDS; i++) {
      double[] context = vector(3, size, pattern, random);
      double[][] features = new double[ARMS.length][];
      Arrays.setAll(features, a -> vector(2, size, pattern, random));
      Question question = learner.question(context, ARMS, features, AssignedArm.NONE);
      Choice choice = learner.decide(question, random.nextDouble());
      if (i % 3 > 0) {
        learner.learn(choice.taken(), random.nextInt(3) - 1);
      }
      double presumed = choice.taken().note()[0];
      double unlike = pattern % 2 == 0 ? 1 : 1e5;
      assertThat(Math.abs(presumed)).isLessThan(unlike * Math.sqrt(ROUNDS));
    }
    state(learner).forEach(values -> assertThat(finite(values)).isTrue());
  }

  @Provide
  Arbitrary<String> linear() {
    return Combinators.combine(
            Arbitraries.of("linucb", "lin-thompson", "d-linucb", "sliding-linucb", "hybrid-linucb"),
            Arbitraries.of("1", "1e-12", "0.001", "1e9"))
        .as((name, lambda) -> name + ":lambda=" + lambda);
  }

  private static double[] vector(int n, double size, int pattern, SplittableRandom random) {
    double[] vector = new double[n];
    for (int i = 0; i < n; i++) {
      double sign = random.nextInt(3) - 1;
      vector[i] =
          switch (pattern) {
            case 0 -> size * sign;
            case 1 -> random.nextBoolean() ? size : size * 1e-6 * sign;
            case 2 -> size * (1 + 1e-9 * random.nextDouble());
            default ->
                random.nextInt(10) == 0 ? size * sign : Math.min(1, size) * random.nextDouble();
          };
    }
    return vector;
  }

  /** What the service lets in, for long: refused, or learned and finite. */
  @Property(tries = 60)
  void numbersUpToTheLimitOfTheServiceLeaveFiniteStatistics(@ForAll("names") String name) {
    Learner learner = new Learner(PolicyName.parse(name, 3, 2, ARMS.length, 1000));
    double[] sizes = {1e6, -1e6, 1e-6, 1, 0, 5e5};
    double[][] features = {{1e6, 1}, {-1e6, 1e6}, {1e-6, 1}};
    boolean unit = learner.policy().unitRewards();
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double[] context = {sizes[i % 6], sizes[i / 6 % 6], sizes[i / 36 % 6]};
      List<double[]> before = state(learner);
      try {
        Question question = learner.dense(context, learner.arms(ARMS), features, AssignedArm.NONE);
        before = state(learner);
        Choice choice = learner.decide(question, i * .618 % 1);
        before = state(learner);
        learner.learn(
            choice.taken(), new double[] {unit ? i % 2 : sizes[i % 5]}, i % 50 == 0 ? 1e6 : 1);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("send smaller numbers");
        assertUnchanged(learner, before);
        refused++;
      }
    }
    state(learner).forEach(values -> assertThat(finite(values)).isTrue());
    if (name.equals("squarecb-ridge")) {
      assertThat(refused).as("weights of a million at most").isLessThanOrEqualTo(ROUNDS / 50);
    }
  }

  @Test
  void anInputThatIsTooLongIsRefusedWithItsLengthAndTheLongest() {
    Learner learner = new Learner(PolicyName.parse("linucb:lambda=4", 2, 0, 2, 1000));
    assertThat(learner.decide(learner.question(new double[] {2e5, 0}, "a"), .5)).isNotNull();
    assertThatThrownBy(() -> learner.question(new double[] {3e5, 0}, "a"))
        .hasMessageContaining("context has the Euclidean length 3.00e+05")
        .hasMessageContaining("'ridge' has digits for 2.00e+05");
    AssignedArm taken = learner.decided(learner.question(new double[] {1e5, 0}, "a"), 0, 1.0);
    assertThatThrownBy(() -> learner.learn(taken, new double[] {1}, 100))
        .hasMessageContaining("times the root of the weight");
    assertThatThrownBy(() -> learner.learn(taken, 1e13)).hasMessageContaining("reward must lie in");
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
