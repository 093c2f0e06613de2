package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.loop.JudgeInfluence.Round;
import io.flyball.core.loop.JudgeInfluence.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  @Test
  void aJudgeThatSaidNothingIsUnknown() {
    JudgeReliability judge = new JudgeReliability();
    judge.add(Polarity.NONE, true);
    judge.add(Polarity.OTHER, true);
    assertThat(judge.intent()).isEqualTo(JudgeIntent.UNKNOWN);
    assertThat(judge.phi()).isNaN();
    assertThat(judge.committedShare()).isZero();
    assertThatThrownBy(() -> judge.retract(Polarity.BAD, true)).hasMessageContaining("BAD");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 90, 0.85, CONSTRUCTIVE",
    "100, 100, 0, HYPERCRITICAL",
    "90, 10, -0.8, MALICIOUS",
    "0, 10, 0.1, RUBBER_STAMP",
    "40, 60, 0.2, MIXED"
  })
  void intentIsReadFromNegativesOnRightAndOnWrong(
      int onRight, int onWrong, double youden, JudgeIntent intent) {
    JudgeReliability judge = new JudgeReliability();
    for (int i = 0; i < 100; i++) {
      judge.add(i < onRight ? Polarity.BAD : Polarity.GOOD, true);
      judge.add(i < onWrong ? Polarity.BAD : Polarity.GOOD, false);
    }
    assertThat(judge.youden()).isCloseTo(youden, within(1e-12));
    assertThat(judge.intent()).isEqualTo(intent);
  }

  /** (90 + 1)/102 - (5 + 1)/102; one that nobody knows, or that lies, weighs nothing. */
  @Test
  void aJudgeWeighsWhatItsVerdictsTell() {
    JudgeReliability judge = new JudgeReliability();
    assertThat(judge.trustWeight()).isZero();
    for (int i = 0; i < 100; i++) {
      judge.add(i < 5 ? Polarity.BAD : Polarity.GOOD, true);
      judge.add(i < 90 ? Polarity.BAD : Polarity.GOOD, false);
    }
    assertThat(judge.trustWeight()).isCloseTo(85 / 102.0, within(1e-12));
    JudgeReliability liar = new JudgeReliability();
    liar.add(Polarity.BAD, true);
    liar.add(Polarity.GOOD, false);
    assertThat(liar.trustWeight()).isZero();
  }

  /** Three wrong answers are called wrong, one of them stays; one of two failures resisted. */
  @Test
  void feedbackIsTakenUpOrResisted() {
    JudgeInfluence influence = new JudgeInfluence();
    assertThat(influence.uptakeRate()).isNaN();
    assertThat(influence.resistanceRate()).isNaN();
    influence.add(
        List.of(
            new Round(1, Truth.WRONG, Polarity.BAD),
            new Round(1, Truth.WRONG, Polarity.BAD),
            new Round(2, Truth.WRONG, Polarity.NONE)));
    influence.add(
        List.of(new Round(1, Truth.WRONG, Polarity.BAD), new Round(2, Truth.WRONG, Polarity.NONE)));
    // Called wrong though right, and a failure that nobody spoke about: neither counts.
    influence.add(
        List.of(new Round(1, Truth.RIGHT, Polarity.BAD), new Round(1, Truth.WRONG, Polarity.NONE)));
    influence.add(
        List.of(
            new Round(1, Truth.WRONG, Polarity.GOOD), new Round(1, Truth.WRONG, Polarity.NONE)));
    assertThat(influence.uptakeRate()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(influence.resistanceRate()).isEqualTo(.5);
  }

  @Test
  void aVerdictTakenBackWasNeverThere() {
    JudgeReliability judge = new JudgeReliability();
    judge.add(Polarity.GOOD, true);
    judge.add(Polarity.BAD, false);
    double before = judge.phi();
    judge.add(Polarity.GOOD, false);
    judge.retract(Polarity.GOOD, false);
    assertThat(judge.phi()).isEqualTo(before).isEqualTo(1);
  }

  @Test
  void feedbackThatCorruptsRepairsAndMakesAnswersOscillate() {
    JudgeInfluence influence = new JudgeInfluence();
    influence.add(List.of());
    influence.add(
        List.of(
            new Round(1, Truth.RIGHT, Polarity.BAD),
            new Round(2, Truth.WRONG, Polarity.BAD),
            new Round(1, Truth.RIGHT, Polarity.NONE)));
    influence.add(
        List.of(new Round(1, Truth.RIGHT, Polarity.BAD), new Round(3, Truth.WRONG, Polarity.NONE)));
    influence.add(
        List.of(
            new Round(4, Truth.WRONG, Polarity.GOOD), new Round(4, Truth.WRONG, Polarity.NONE)));
    assertThat(influence.corruptionRate()).isEqualTo(1);
    assertThat(influence.repairRate()).isEqualTo(1);
    assertThat(influence.switchRate()).isEqualTo(0.75);
    assertThat(influence.switchRateAfterBad()).isEqualTo(1);
    assertThat(influence.switchRateAfterGood()).isEqualTo(0);
    assertThat(influence.oscillationRate()).isEqualTo(1 / 3.0);
    assertThat(influence.recoveryRate()).isEqualTo(0.5);
    assertThat(influence.accuracyDrop()).isCloseTo(1 / 3.0, within(1e-12));
  }
}
