package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScopeCountsTest {
  private static final int CATALOGUE = 400_000;

  private static final Map<String, ToDoubleFunction<Spectrum>> METRICS =
      Map.of(
          "distinct", Spectrum::distinct,
          "gini", spectrum -> spectrum.giniOverN(CATALOGUE),
          "entropy", Spectrum::entropyNats,
          "inverse HHI", Spectrum::effectiveNumberOrder2,
          "coverage by 3", spectrum -> spectrum.coverageAtLeast(3, CATALOGUE));

  private static final ItemCounts exact = new ItemCounts();
  private static final ScopeCounts whole = new ScopeCounts(50_000);
  private static final ScopeCounts left = new ScopeCounts(50_000);
  private static final ScopeCounts right = new ScopeCounts(50_000);

  @BeforeAll
  static void skewedTraffic() {
    Random random = new Random(8);
    for (int i = 0; i < 1_000_000; i++) {
      long item = (long) (CATALOGUE * Math.pow(random.nextDouble(), 3));
      exact.add(item);
      whole.add(item);
      (i % 3 == 0 ? left : right).add(item);
    }
    left.merge(right);
  }

  @Test
  void fewItemsAreCountedExactly() {
    ScopeCounts counts = new ScopeCounts(2);
    assertThat(counts.estimate(Spectrum::hhi).value()).isNaN();
    counts.add(1);
    counts.add(2);
    counts.add(2);
    assertThat(counts.retract(2)).isTrue();
    assertThat(counts.estimate(Spectrum::hhi)).isEqualTo(new Estimate(0.5, 0));
    assertThatThrownBy(() -> new ScopeCounts(0)).hasMessageContaining("was 0");
  }

  @Test
  void sketchesThatStillHoldEveryItemAreExactToo() {
    ScopeCounts counts = new ScopeCounts(1);
    for (int item = 0; item < 1_000; item++) {
      counts.add(item);
    }
    assertThat(counts.isExact()).isFalse();
    assertThat(counts.estimate(Spectrum::distinct)).isEqualTo(new Estimate(1_000, 0));
  }

  @Test
  void aRetractionThatComesTooLateIsCounted() {
    ScopeCounts counts = new ScopeCounts(1);
    counts.add(1);
    counts.add(2);
    assertThat(counts.retract(2)).isFalse();
    assertThat(counts.lostRetractions()).isEqualTo(1);
    assertThat(counts.total()).isEqualTo(2);
  }

  @Test
  void estimatesLieWithinTheirStatedErrorAndItIsSmall() {
    METRICS.forEach((name, metric) -> check(name, whole.estimate(metric), metric));
    assertThat(whole.total()).isEqualTo(exact.total());
  }

  @Test
  void mergedPartsEstimateTheWhole() {
    METRICS.forEach((name, metric) -> check(name + " merged", left.estimate(metric), metric));
    assertThat(left.total()).isEqualTo(exact.total());
  }

  @Test
  void theTopShareComesFromTheFrequentItems() {
    double truth = exact.spectrum().topShare(10);
    assertThat(Math.abs(whole.estimate(s -> s.topShare(10)).value() - truth))
        .isLessThan(0.05 * truth);
  }

  @Tag("soak")
  @Test
  void aMillionItemsExactlyAndTenMillionAsSketchesStayBounded() {
    assertThat(megabytes(1_000_000)).isLessThan(64);
    assertThat(megabytes(10_000_000)).isLessThan(16);
  }

  /** Heap that is held by the counts of so many items, in 10^6 bytes. */
  private static double megabytes(int items) {
    long before = used();
    ScopeCounts counts = new ScopeCounts();
    for (int item = 0; item < items; item++) {
      counts.add(item);
    }
    double held = (used() - before) / 1e6;
    assertThat(counts.isExact()).isEqualTo(items <= ScopeCounts.EXACT_ITEMS);
    Estimate distinct = counts.estimate(Spectrum::distinct);
    assertThat(Math.abs(distinct.value() - items))
        .isLessThanOrEqualTo(4 * distinct.standardError());
    return held;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void check(String name, Estimate estimate, ToDoubleFunction<Spectrum> metric) {
    double truth = metric.applyAsDouble(exact.spectrum());
    assertThat(estimate.isExact()).as(name).isFalse();
    assertThat(estimate.standardError()).as(name).isLessThan(0.03 * Math.abs(truth));
    assertThat(Math.abs(estimate.value() - truth))
        .as("%s: %s for %s", name, estimate, truth)
        .isLessThan(4 * estimate.standardError());
  }
}
