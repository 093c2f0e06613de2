package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.loop.HindsightPair.Kind;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HindsightTest {

  @Test
  void nothingMatchedHasNoGap() {
    HindsightGap gap = new HindsightGap();
    assertThat(gap.gap()).isNaN();
    assertThat(gap.regretRate()).isNaN();
    gap.censored();
    assertThat(gap.matchedShare()).isZero();
  }

  /** Human study of RLHS, table of Likert means: RLHF 3.74 and 2.65, RLHS 3.69 and 3.71. */
  @Test
  void thePublishedRatingsGiveThePublishedGaps() {
    assertThat(gapOf(3.74, 2.65).gap()).isCloseTo(0.545, within(1e-12));
    assertThat(gapOf(3.69, 3.71).gap()).isCloseTo(-0.01, within(1e-12));
    assertThatThrownBy(() -> HindsightGap.fromLikert(0)).hasMessageContaining("[1, 5]");
  }

  private static HindsightGap gapOf(double immediate, double hindsight) {
    HindsightGap gap = new HindsightGap();
    gap.matched(HindsightGap.fromLikert(immediate), HindsightGap.fromLikert(hindsight));
    return gap;
  }

  @Test
  void utilityIsTheLeastCostOverTheCostPaid() {
    assertThat(HindsightGap.utility(100, 150)).isCloseTo(0.6667, within(5e-5));
    assertThatThrownBy(() -> HindsightGap.utility(100, 99)).hasMessageContaining("99");
  }

  @Test
  void theGapComesWithItsStatistics() {
    HindsightGap gap = new HindsightGap();
    double[] immediate = {1, 1, 0.5, 0};
    double[] hindsight = {0, 0.5, 0, 0};
    for (int i = 0; i < 4; i++) {
      gap.matched(immediate[i], hindsight[i]);
      gap.outcome(immediate[i], -immediate[i], i == 0);
    }
    // Differences 1, .5, .5, 0: mean .5, sample variance 1/6.
    assertThat(gap.pairedT()).isCloseTo(0.5 / Math.sqrt(1 / 24.0), within(1e-12));
    assertThat(gap.immediateUtilityCorrelation()).isCloseTo(-1, within(1e-12));
    assertThat(gap.regretRate()).isEqualTo(0.25);
  }

  @Test
  void anOutcomeWithinTheHorizonIsMatchedOnceAndThenUpdated() {
    HindsightPair pair = new HindsightPair(100, 10);
    assertThat(pair.immediate(1, 0)).isEmpty();
    assertThat(pair.deadline()).isEqualTo(100);
    HindsightPair.Result matched = pair.hindsight(-1, 40).orElseThrow();
    assertThat(matched)
        .isEqualTo(
            new HindsightPair.Result(
                Kind.MATCHED, OptionalDouble.of(1), OptionalDouble.of(-1), 40));
    assertThat(pair.hindsight(-1, 40)).as("repeat").isEmpty();
    assertThat(pair.hindsight(0.5, 30)).as("older").isEmpty();
    assertThat(pair.hindsight(0.5, 60).orElseThrow().kind()).isEqualTo(Kind.UPDATED);
    assertThat(pair.onDeadline()).isEmpty();
  }

  @Test
  void noOutcomeIsCensoredAndNotNegative() {
    HindsightPair pair = new HindsightPair(100, 10);
    pair.immediate(1, 5);
    HindsightPair.Result result = pair.onDeadline().orElseThrow();
    assertThat(result.kind()).isEqualTo(Kind.CENSORED);
    assertThat(result.hindsight()).isEmpty();
  }

  @Test
  void anEarlyOutcomeWaitsForItsLeftSideAndIsAnOrphanWithout() {
    HindsightPair pair = new HindsightPair(100, 10);
    pair.hindsight(1, 20);
    assertThat(pair.deadline()).isEqualTo(30);
    assertThat(pair.onDeadline().orElseThrow().kind()).isEqualTo(Kind.ORPHAN_HINDSIGHT);
    assertThat(pair.immediate(0.5, 15).orElseThrow().delay()).isEqualTo(5);
    assertThatThrownBy(() -> pair.immediate(Double.NaN, 16)).hasMessageContaining("NaN");
  }
}
