package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows of rates, and what goes on from bytes as if nothing had happened. */
class SegmentRatesTest {
  private interface Written {
    void to(DataOutput out) throws IOException;
  }

  private static DataInput bytes(Written written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    written.to(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static RateSettings settings(RateEstimator estimator, double prior, double kept) {
    return new RateSettings(
        estimator,
        3,
        1_000,
        100_000,
        60_000,
        new RatePrior(prior, prior * 60_000, null),
        kept,
        20,
        10,
        Optional.empty(),
        2);
  }

  private static RateCounts pane(RateSettings settings, int window) {
    RateCounts pane = RateCounts.of(settings);
    int state = 0;
    for (int i = 0; i < 200; i++) {
      int next = (int) (3 * Draws.uniform(1, window, i));
      pane.add(state, next, 1_000 + (long) (50_000 * Draws.uniform(2, window, i)));
      state = next;
    }
    return pane;
  }

  @Test
  void aWindowWithoutPairsIsNotIdentified() {
    RateSettings settings = settings(RateEstimator.EM, 1, 1);
    SegmentRates.Estimate none =
        SegmentRates.none(settings).close(RateCounts.of(settings), 1, settings);
    assertThat(none.summary()).isEmpty();
    assertThat(none.rates()).isEmpty();
    assertThat(none.notIdentified()).isEqualTo("0.0 pairs, where 10 are needed");
    assertThatThrownBy(() -> RateCounts.of(settings).add(0, 1, 0)).hasMessageContaining("gap");
    assertThatThrownBy(() -> RateCounts.of(settings).add(0, 3, 1)).hasMessageContaining("state");
  }

  @ParameterizedTest
  @EnumSource(RateEstimator.class)
  void aSegmentGoesOnFromItsBytes(RateEstimator estimator) throws IOException {
    RateSettings settings = settings(estimator, .5, .7);
    SegmentRates whole = SegmentRates.none(settings);
    SegmentRates interrupted = SegmentRates.none(settings);
    for (int window = 0; window < 5; window++) {
      RateCounts pane = pane(settings, window);
      RateCounts kept = RateCounts.read(bytes(pane::write));
      assertThat(interrupted.close(kept, 1, settings))
          .usingRecursiveComparison()
          .isEqualTo(whole.close(pane, 1, settings));
      interrupted = SegmentRates.read(bytes(interrupted::write));
    }
  }

  @Test
  void whatIsForgottenCountsLess() {
    RateSettings settings = settings(RateEstimator.JUMPS, 0, .5);
    SegmentRates rates = SegmentRates.none(settings);
    assertThat(rates.close(pane(settings, 0), 1, settings).pairs()).isEqualTo(200);
    assertThat(rates.close(pane(settings, 1), 1, settings).pairs()).isEqualTo(300);
    assertThat(rates.close(pane(settings, 2), 100, settings).pairs()).isEqualTo(200, within(1e-9));
  }

  @Test
  void aLearnerGoesOnFromItsBytes() throws IOException {
    HiddenMarkovModel start =
        HiddenMarkovModel.of(
            new double[] {.3, .7},
            new double[][] {{.8, .2}, {.3, .7}},
            new double[][] {{.6, .3, .1}, {.1, .2, .7}});
    HmmLearner whole = new HmmLearner(start);
    HmmLearner interrupted = new HmmLearner(start);
    for (int i = 0; i < 400; i++) {
      int symbol = (int) (3 * Draws.uniform(3, 0, i));
      whole.update(symbol);
      interrupted.update(symbol);
      if (i % 37 == 0) {
        interrupted = HmmLearner.read(start, bytes(interrupted::write));
      }
    }
    assertThat(interrupted.model()).usingRecursiveComparison().isEqualTo(whole.model());
  }

  @Test
  void countedModesComeBackFromTheirBytes() throws IOException {
    ModeCounts counts = new ModeCounts(4);
    counts.add("a", 1, true);
    counts.add("ä", 3, true);
    counts.add("", 2, false);
    assertThat(ModeCounts.read(bytes(counts::write))).usingRecursiveComparison().isEqualTo(counts);
  }
}
