package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceBiasTest {

  @Test
  void nothingShownHasNoShares() {
    SourceBias bias = new SourceBias();
    assertThat(bias.exposureShare(Source.GENERATED)).isNaN();
    assertThat(bias.clickShare(Source.HUMAN)).isNaN();
    assertThat(bias.clickRateRatio()).isNaN();
    assertThat(bias.generatedPreferred()).isNaN();
  }

  @Test
  void anUnknownSourceIsItsOwnBucket() {
    SourceBias bias = new SourceBias();
    bias.exposed(Source.GENERATED, 1);
    bias.exposed(Source.HUMAN, 2);
    bias.exposed(Source.UNKNOWN, 3);
    bias.exposed(Source.UNKNOWN);
    assertThat(bias.exposureShare(Source.UNKNOWN)).isEqualTo(0.5);
    assertThat(bias.exposureShare(Source.GENERATED)).isEqualTo(0.25);
    assertThat(bias.generatedShareOfKnown()).isEqualTo(0.5);
    // 1 / (1 + 1/log2 3 + 1/2)
    assertThat(bias.discountedExposureShare(Source.GENERATED))
        .isCloseTo(1 / (1.5 + Math.log(2) / Math.log(3)), within(1e-14));
  }

  @Test
  void aRankBelowOneIsRefusedAndCountsNowhere() {
    SourceBias bias = new SourceBias();
    assertThatThrownBy(() -> bias.exposed(Source.HUMAN, 0)).hasMessageContaining("was 0");
    assertThat(bias.exposureShare(Source.HUMAN)).isNaN();
  }

  @Test
  void partsMergeIntoTheWhole() {
    SourceBias left = new SourceBias();
    SourceBias right = new SourceBias();
    left.exposed(Source.GENERATED, 1);
    left.clicked(Source.GENERATED);
    left.bothShown(1, 2);
    right.exposed(Source.HUMAN, 1);
    right.exposed(Source.HUMAN, 2);
    right.clicked(Source.HUMAN);
    right.bothShown(3, 1);
    right.bothShown(1, 4);
    left.merge(right);
    assertThat(left.clickShare(Source.GENERATED)).isEqualTo(0.5);
    assertThat(left.clickRateRatio()).isEqualTo(2);
    assertThat(left.generatedPreferred()).isEqualTo(2 / 3.0);
  }

  /** Human copies at ranks 1 and 4, generated ones at 2 and 1. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.0, 0.0",
    "3, -47.96249331362629, -40.0",
    "5, -13.081577127431398, -18.181818181818183"
  })
  void relativeDeltaOfTwoImpressions(int k, double ndcgDelta, double mapDelta) {
    RankedTarget human = new RankedTarget(k);
    human.add(1);
    human.add(4);
    RankedTarget generated = new RankedTarget(k);
    generated.add(2);
    generated.add(1);
    assertThat(RankedTarget.relativeDelta(human.ndcg(), generated.ndcg()))
        .isCloseTo(ndcgDelta, within(1e-12));
    assertThat(RankedTarget.relativeDelta(human.map(), generated.map()))
        .isCloseTo(mapDelta, within(1e-12));
  }

  @Test
  void relativeDeltaOfNothingRelevantIsZero() {
    assertThat(RankedTarget.relativeDelta(0, 0)).isEqualTo(0);
    assertThat(RankedTarget.relativeDelta(0, 1)).isEqualTo(-200);
  }

  @Test
  void thePhasesMeetAtTheirThresholds() {
    assertThat(SourcePhase.of(0.09, 0.1, 0.9)).isEqualTo(SourcePhase.HUMAN_DOMINANT);
    assertThat(SourcePhase.of(0.1, 0.1, 0.9)).isEqualTo(SourcePhase.COEXISTENCE);
    assertThat(SourcePhase.of(0.91, 0.1, 0.9)).isEqualTo(SourcePhase.GENERATED_DOMINANT);
    assertThatThrownBy(() -> SourcePhase.of(Double.NaN, 0.1, 0.9))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
