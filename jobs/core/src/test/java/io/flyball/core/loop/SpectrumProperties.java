package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SpectrumProperties {

  @Property(tries = 300)
  void countsOfCountsGiveWhatTheSumsOverAllItemsGive(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 40) Long> drawn) {
    long[] counts = drawn.stream().mapToLong(Long::longValue).toArray();
    double total = Arrays.stream(counts).sum();
    if (total == 0) {
      return;
    }
    int n = counts.length;
    long[] sorted = counts.clone();
    Arrays.sort(sorted);
    double gini = 0;
    double entropy = 0;
    double hhi = 0;
    double top = 0;
    for (int j = 1; j <= n; j++) {
      double p = sorted[j - 1] / total;
      gini += (2 * j - n - 1) * p / n;
      entropy -= p > 0 ? p * Math.log(p) : 0;
      hhi += p * p;
      top += j > n - 3 ? p : 0;
    }
    Spectrum spectrum = Spectrum.ofCounts(counts);
    assertThat(spectrum.giniOverN(n)).isCloseTo(gini, within(1e-12));
    assertThat(spectrum.entropyNats()).isCloseTo(entropy, within(1e-12));
    assertThat(spectrum.hhi()).isCloseTo(hhi, within(1e-12));
    assertThat(spectrum.topShare(3)).isCloseTo(top, within(1e-12));
  }

  @Property(tries = 200)
  void aRetractionUndoesAnAdditionToTheLastBit(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 40) Long> items,
      @ForAll @Size(max = 60) List<@LongRange(max = 40) Long> passing) {
    ItemCounts counts = new ItemCounts();
    items.forEach(counts::add);
    double entropy = counts.spectrum().entropyNats();
    passing.forEach(counts::add);
    passing.forEach(counts::retract);
    assertThat(counts.spectrum().entropyNats()).isEqualTo(entropy);
    assertThat(counts.total()).isEqualTo(items.size());
  }
}
