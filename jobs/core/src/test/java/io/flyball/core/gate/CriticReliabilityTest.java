package io.flyball.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.loop.JudgeIntent;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriticReliabilityTest {
  private static final CriticReliability.Config KEEPS_ALL =
      new CriticReliability.Config(.7, 10, Double.POSITIVE_INFINITY, 30);

  private final CriticReliability critic = new CriticReliability(KEEPS_ALL);

  @Test
  void anUnknownCriticHasTheTrustOfThePriorAndNoFigures() {
    assertThat(critic.trust()).isCloseTo(.4, within(1e-12));
    assertThat(critic.calibrated(1)).isCloseTo(.7, within(1e-12));
    assertThat(critic.calibrated(.5)).isCloseTo(.5, within(1e-12));
    assertThat(critic.calibrated(0)).isCloseTo(.3, within(1e-12));
    assertThat(critic.accuracy()).isNaN();
    assertThat(critic.brier()).isNaN();
    assertThat(critic.curve()).isEmpty();
    assertThat(critic.intent()).isEqualTo(JudgeIntent.UNKNOWN);
  }

  /** Right: 7 accepted, 3 rejected; wrong: 2 accepted, 8 rejected. */
  @Test
  void figuresOfAConfusionMadeByHand() {
    add(true, .9, 7);
    add(true, .2, 3);
    add(false, .9, 2);
    add(false, .2, 8);
    assertThat(critic.accuracyOnRight()).isCloseTo(.7, within(1e-12));
    assertThat(critic.accuracyOnWrong()).isCloseTo(.8, within(1e-12));
    assertThat(critic.accuracy()).isCloseTo(.75, within(1e-12));
    // (7 x .01 + 3 x .64 + 2 x .81 + 8 x .04) / 20
    assertThat(critic.brier()).isCloseTo(.1965, within(1e-12));
    // (7 + 7) / 20 + (7 + 8) / 20 - 1
    assertThat(critic.trust()).isCloseTo(.45, within(1e-12));
    // 9 answers of .9, 7 of them right, drawn to .5 + .4 x .4 = .66
    assertThat(critic.calibrated(.9)).isCloseTo((7 + 6.6) / 19, within(1e-12));
    assertThat(critic.curve())
        .extracting(CriticReliability.Bin::answers, CriticReliability.Bin::right)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(11.0, 3 / 11.0),
            org.assertj.core.groups.Tuple.tuple(9.0, 7 / 9.0));
  }

  /** The test sets of GUI-Critic-R1: 328/328, 57/57 and 214/214 right and wrong actions. */
  @ParameterizedTest
  @CsvSource({"328, 250, 204", "57, 40, 27", "214, 180, 90"})
  void onABalancedSetAccuracyIsTheMeanOfTheClasses(int each, int onRight, int onWrong) {
    add(true, 1, onRight);
    add(true, 0, each - onRight);
    add(false, 0, onWrong);
    add(false, 1, each - onWrong);
    assertThat(critic.accuracy())
        .isCloseTo((critic.accuracyOnRight() + critic.accuracyOnWrong()) / 2, within(1e-12));
  }

  @Test
  void anAnswerThatCannotBeReadIsWrongWhateverTheAction() {
    critic.add(OptionalDouble.empty(), true);
    critic.add(OptionalDouble.empty(), false);
    add(true, .8, 2);
    assertThat(critic.formatErrorRate()).isCloseTo(.5, within(1e-12));
    assertThat(critic.accuracy()).isCloseTo(.5, within(1e-12));
    assertThat(critic.accuracyOnWrong()).isZero();
    assertThat(critic.brier()).isCloseTo((2 + 2 * .04) / 4, within(1e-12));
  }

  /** Rates of "wrong" on right and on wrong answers, from the deceptive judge. */
  @ParameterizedTest
  @CsvSource({
    "5, 90, .85, CONSTRUCTIVE",
    "100, 100, 0, HYPERCRITICAL",
    "90, 10, -.8, MALICIOUS",
    "0, 0, 0, RUBBER_STAMP"
  })
  void intentsByYoudensJ(int rejectsRight, int rejectsWrong, double j, JudgeIntent intent) {
    add(true, 0, rejectsRight);
    add(true, 1, 100 - rejectsRight);
    add(false, 0, rejectsWrong);
    add(false, 1, 100 - rejectsWrong);
    assertThat(critic.accuracyOnRight() + critic.accuracyOnWrong() - 1).isCloseTo(j, within(1e-12));
    assertThat(critic.intent()).isEqualTo(intent);
    assertThat(critic.unreliable()).isEqualTo(j < 0);
  }

  @Test
  void whatWasLongAgoCountsHalfAfterAHalfLife() {
    CriticReliability forgets =
        new CriticReliability(new CriticReliability.Config(.7, 10, 100, 30));
    for (int i = 0; i < 2_000; i++) {
      forgets.add(OptionalDouble.of(1), i % 2 == 0);
    }
    for (int i = 0; i < 100; i++) {
      forgets.add(OptionalDouble.of(i % 2 == 0 ? 1 : 0), i % 2 == 0);
    }
    assertThat(forgets.accuracyOnWrong()).isCloseTo(.5, within(.01));
  }

  @Test
  void independentCriticsOfFullWeightCombineAsBayesDoes() {
    double pi = .8;
    double[] acceptsRight = {.7, .9};
    double[] acceptsWrong = {.3, .2};
    // Both accept.
    double right = pi * .7 * .9;
    double wrong = (1 - pi) * .3 * .2;
    List<Verdict.Weighing> weighings =
        List.of(
            weighing(pi, acceptsRight[0], acceptsWrong[0]),
            weighing(pi, acceptsRight[1], acceptsWrong[1]));
    assertThat(OpinionPool.combine(pi, weighings))
        .isCloseTo(right / (right + wrong), within(1e-12));
    assertThat(OpinionPool.combine(pi, List.of())).isCloseTo(pi, within(1e-12));
    assertThat(OpinionPool.combine(pi, List.of(new Verdict.Weighing("x", .1, .1, 0))))
        .isCloseTo(pi, within(1e-12));
  }

  private static Verdict.Weighing weighing(double pi, double a, double b) {
    return new Verdict.Weighing("c" + a, 1, pi * a / (pi * a + (1 - pi) * b), 1);
  }

  private void add(boolean right, double p, int times) {
    for (int i = 0; i < times; i++) {
      critic.add(OptionalDouble.of(p), right);
    }
  }
}
