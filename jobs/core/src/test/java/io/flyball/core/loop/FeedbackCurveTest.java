package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FeedbackCurveTest {

  @Test
  void aCurveNeedsAccuracies() {
    assertThatThrownBy(FeedbackCurve::new).hasMessageContaining("[]");
    assertThatThrownBy(() -> new FeedbackCurve(0.5, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void gainPlateauAndFriction() {
    FeedbackCurve curve = new FeedbackCurve(0.4, 0.6, 0.65, 0.655, 0.655);
    assertThat(curve.gain(1)).isCloseTo(0.2, within(1e-12));
    assertThat(curve.plateau(0.01)).hasValue(3);
    assertThat(curve.friction(0.9)).isCloseTo(1 - 0.255 / 0.5, within(1e-12));
    assertThat(curve.friction(0.4)).isNaN();
    assertThat(new FeedbackCurve(0.1, 0.5).plateau(0.01)).isEmpty();
  }

  /** Answers A, A, B and then the right C: three different of four. */
  @Test
  void repetitionCostsAsMuchAsALateSolutionEarns() {
    double penalty = FeedbackCurve.repetitionPenalty(3, 4, 0.5);
    assertThat(penalty).isEqualTo(0.125);
    assertThat(FeedbackCurve.unaryReward(3) - penalty).isEqualTo(0);
  }

  @Test
  void softSatisfactionCountsAndHardSatisfactionWantsAll() {
    assertThat(FeedbackCurve.softSatisfaction(true, false, true, true)).isEqualTo(0.75);
    assertThat(FeedbackCurve.hardSatisfaction(true, false)).isEqualTo(0);
    assertThat(FeedbackCurve.hardSatisfaction(true, true)).isEqualTo(1);
  }

  @Test
  void behaviourThatDiffersBeyondTheThresholdChanged() {
    assertThat(BehaviourChange.between(new double[] {9, 1}, new double[] {1, 9}, 0.1).changed())
        .isTrue();
    assertThat(BehaviourChange.between(new double[] {9, 1}, new double[] {8, 2}, 0.1).changed())
        .isFalse();
    assertThat(BehaviourChange.between(new double[] {9, 1}, new double[2], 0.1).changed())
        .isFalse();
  }
}
