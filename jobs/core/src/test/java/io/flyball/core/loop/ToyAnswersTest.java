package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Answers that can be checked by hand. */
class ToyAnswersTest {
  private static final Offset<Double> EXACT = within(1e-14);

  @Test
  void nothingAtAllHasNoConcentration() {
    Spectrum nothing = new ItemCounts().spectrum();
    assertThat(nothing.giniOverN(3)).isNaN();
    assertThat(nothing.hhi()).isNaN();
    assertThat(nothing.entropyNats()).isNaN();
    assertThat(nothing.topShare(10)).isNaN();
    assertThat(nothing.coverage(3)).isZero();
    assertThat(Head.of(new ItemCounts(), 0.8).size()).isZero();
  }

  @Test
  void aCatalogueSmallerThanWhatOccurredIsRefused() {
    assertThatThrownBy(() -> Spectrum.ofCounts(1, 1, 1).giniOverN(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2")
        .hasMessageContaining("3");
  }

  @Test
  void retractingWhatNeverOccurredIsRefused() {
    ItemCounts items = new ItemCounts();
    items.add(7);
    assertThatThrownBy(() -> items.retract(8)).hasMessageContaining("8");
    assertThatThrownBy(() -> new LoopWindow().retract(1, 2)).hasMessageContaining("user 1");
  }

  @Test
  void giniKnowsItsTwoNormalisers() {
    assertThat(Spectrum.ofCounts(1, 1, 1, 1).giniOverN(4)).isEqualTo(0);
    assertThat(Spectrum.ofCounts(4).giniOverN(4)).isEqualTo(0.75);
    assertThat(Spectrum.ofCounts(4).giniOverNMinus1(4)).isEqualTo(1);
    assertThat(Spectrum.ofCounts(1, 3).giniOverN(4)).isEqualTo(0.625);
    assertThat(Spectrum.ofCounts(1, 2, 3, 4).giniOverN(4)).isEqualTo(0.25);
    assertThat(Spectrum.ofCounts(5).giniOverNMinus1(1)).isNaN();
  }

  @Test
  void entropyAndEffectiveNumbers() {
    assertThat(Spectrum.ofCounts(1, 1, 1, 1).entropyNats()).isCloseTo(1.3862943611198906, EXACT);
    assertThat(Spectrum.ofCounts(1, 1, 1, 1).entropyBits()).isCloseTo(2, EXACT);
    assertThat(Spectrum.ofCounts(9).entropyNats()).isEqualTo(0);
    assertThat(Spectrum.ofCounts(2, 1, 1).effectiveNumberOrder1())
        .isCloseTo(2.82842712474619, EXACT);
    assertThat(Spectrum.ofCounts(2, 1, 1).effectiveNumberOrder2())
        .isCloseTo(2.6666666666666665, EXACT);
  }

  @Test
  void sharesAndCoverage() {
    Spectrum counts = Spectrum.ofCounts(5, 3, 2);
    assertThat(counts.topShare(1)).isEqualTo(0.5);
    assertThat(counts.topShare(99)).isEqualTo(1);
    assertThat(counts.topPercentShare(10)).isEqualTo(0.5);
    assertThat(counts.coverage(6)).isEqualTo(0.5);
    assertThat(counts.coverageAtLeast(3, 4)).isEqualTo(0.5);
  }

  @Test
  void theHeadIsTheFewestItemsThatCoverIts80Percent() {
    ItemCounts past = new ItemCounts();
    past.add(1, 5);
    past.add(2, 3);
    past.add(3, 1);
    past.add(4, 1);
    Head head = Head.of(past, 0.85);
    assertThat(head.size()).isEqualTo(3);
    assertThat(head.contains(3)).as("equally frequent: the smaller id").isTrue();
    assertThat(head.contains(4)).isFalse();
    assertThat(head.contains(99)).isFalse();
    assertThat(Head.of(past, 0.8).size()).isEqualTo(2);
  }

  @Test
  void homogenisationOfThreeUsers() {
    List<List<Long>> users = List.of(List.of(1L, 2L), List.of(2L, 3L, 3L), List.of(4L));
    assertThat(Homogenisation.meanJaccard(users)).isCloseTo(0.1111111111111111, EXACT);
    assertThat(Homogenisation.minHash(users, 20_000, 3).value()).isCloseTo(0.1111, within(0.01));
    assertThat(Homogenisation.of(users))
        .isEqualTo(Estimate.exact(Homogenisation.meanJaccard(users)));
    assertThat(Homogenisation.meanJaccard(List.of(List.of(1L)))).isNaN();
  }

  @Test
  void calibrationToAHistory() {
    double[] half = {1, 1};
    assertThat(CategoryShares.calibrationKl(new double[] {0.7, 0.3}, half, 0.01))
        .isCloseTo(0.08069087003563716, EXACT);
    assertThat(CategoryShares.calibrationKl(new double[] {0.7, 0.3}, new double[] {1, 0}, 0.01))
        .isCloseTo(1.133981751353524, EXACT);
    assertThat(CategoryShares.calibrationKl(half, half, 0.01)).isEqualTo(0);
    assertThat(CategoryShares.calibrationKl(half, new double[2], 0.01)).isNaN();
    assertThatThrownBy(() -> CategoryShares.calibrationKl(half, new double[3], 0.01))
        .hasMessageContaining("2 and 3");
  }

  @Test
  void distancesBetweenTastes() {
    double[] one = {1, 0};
    double[] other = {0, 1};
    assertThat(CategoryShares.distance(one, other)).isCloseTo(Math.sqrt(2), EXACT);
    assertThat(CategoryShares.distance(one, one)).isZero();
    assertThat(CategoryShares.jensenShannon(one, other)).isCloseTo(Math.log(2), EXACT);
    assertThat(CategoryShares.biasDisparity(new double[] {1, 3}, new double[] {1, 1}, 0))
        .isEqualTo(1);
  }

  @Test
  void exposureFallsWithTheRank() {
    assertThat(Exposure.at(1)).isEqualTo(1);
    assertThat(Exposure.at(3)).isCloseTo(0.5, EXACT);
    assertThatThrownBy(() -> Exposure.at(0)).hasMessageContaining("start at 1");
    assertThat(Exposure.disparity(2, 1, 1, 1)).isEqualTo(2);
    assertThat(Exposure.disparity(2, 0, 1, 1)).isNaN();
    assertThat(Exposure.relativeSpread(0.2, 0.6)).isCloseTo(0.5, EXACT);
    assertThat(Exposure.relativeSpread(0.3, 0.3)).isEqualTo(0);
    assertThat(Exposure.relativeSpread()).isNaN();
  }

  @Test
  void diversityOfASlate() {
    List<Set<String>> slate = List.of(Set.of("a"), Set.of("a"), Set.of("b"));
    assertThat(IntraListDiversity.of(slate, IntraListDiversity::jaccardDistance))
        .isCloseTo(2.0 / 3, EXACT);
    assertThat(
            IntraListDiversity.of(
                List.of(new double[] {1, 0}, new double[] {0, 2}),
                IntraListDiversity::cosineDistance))
        .isEqualTo(1);
    assertThat(IntraListDiversity.of(List.of(Set.of()), IntraListDiversity::jaccardDistance))
        .isNaN();
  }

  @Test
  void onlyWhatTheHoldoutDoesNotShowWasMadeByTheLoop() {
    assertThat(Amplification.of(0.25, 0.40, 0.25, 0.30).byTheLoop()).isCloseTo(0.10, EXACT);
  }

  /** 20,000 users who share one item and have four of their own: all pairs have 1/9. */
  @Test
  void whereManyUsersShareAnItemTheirLikenessIsEstimatedWithItsError() {
    List<List<Long>> users =
        LongStream.range(0, 20_000)
            .mapToObj(u -> List.of(0L, 4 * u + 1, 4 * u + 2, 4 * u + 3, 4 * u + 4))
            .toList();
    Estimate likeness = Homogenisation.of(users);
    assertThat(likeness.isExact()).isFalse();
    assertThat(likeness.standardError()).isBetween(0.01, 0.04);
    assertThat(likeness.value()).isCloseTo(1 / 9.0, within(4 * likeness.standardError()));
  }

  @Test
  void anItemWithoutCategoryCountsInItemMetricsOnly() {
    LoopWindow window = new LoopWindow();
    window.add(1, 10);
    window.add(1, 11);
    window.addWithoutUser(12);
    WindowMetrics metrics =
        new WindowMetrics(new Catalogue(4, Map.of(10L, new int[] {0, 2}, 11L, new int[] {2})));
    Map<LoopMetric, Estimate> out = metrics.of(window, new LoopWindow());
    assertThat(out).containsOnlyKeys(LoopMetric.values());
    assertThat(out.get(LoopMetric.ITEMS).value()).isEqualTo(3);
    assertThat(out.get(LoopMetric.USERS).value()).as("an event without user").isEqualTo(1);
    // Weights .5 and 1.5 of 2.
    assertThat(out.get(LoopMetric.CATEGORY_ENTROPY_NATS).value())
        .isCloseTo(0.5623351446188083, EXACT);
    assertThat(out.get(LoopMetric.MEAN_JACCARD).value()).isNaN();
    assertThatThrownBy(() -> new Catalogue(1, Map.of(1L, new int[] {3, 3})))
        .hasMessageContaining("[3, 3]");
    assertThatThrownBy(() -> new Catalogue(1, Map.of(1L, new int[] {-1})))
        .hasMessageContaining("[-1]");
  }

  @Test
  void anEmptyWindowHasEveryMetricAndMostUndefined() {
    Map<LoopMetric, Estimate> out =
        new WindowMetrics(new Catalogue(4, Map.of())).of(new LoopWindow(), new LoopWindow());
    assertThat(out).containsOnlyKeys(LoopMetric.values());
    assertThat(out.get(LoopMetric.EVENTS).value()).isEqualTo(0);
    assertThat(out.get(LoopMetric.COVERAGE).value()).isEqualTo(0);
    assertThat(out.get(LoopMetric.GINI_SEEN).value()).isNaN();
    assertThat(out.get(LoopMetric.APLT).value()).isNaN();
    assertThat(out.get(LoopMetric.ARP_PAST).value()).isNaN();
  }
}
