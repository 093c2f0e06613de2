package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.flyball.core.random.Draws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransientTrackerTest {

  @Test
  void refusesValuesThatAreNotFinite() {
    TransientTracker tracker = new TransientTracker(TransientTracker.Config.standard());
    assertThatThrownBy(() -> tracker.update(Double.NaN, 0)).hasMessageContaining("finite");
    assertThatThrownBy(() -> tracker.update(1e300, 0)).hasMessageContaining("1e50");
    assertThatThrownBy(() -> new TransientTracker.Config(0, .5, 5, 100))
        .hasMessageContaining("rate");
  }

  @Test
  void valuesWithoutSpreadStartNothing() {
    TransientTracker tracker = new TransientTracker(TransientTracker.Config.standard());
    for (int t = 0; t < 1_000; t++) {
      assertThat(tracker.update(3, t)).isEmpty();
    }
    assertThat(tracker.inside()).isFalse();
    assertThat(tracker.level()).isCloseTo(3, within(1e-9));
  }

  /** 48 bursts of three standard deviations and 60 values: onset within 4, end within 6. */
  @Test
  void burstsAreFoundSoonAndEndSoonAndTheLevelStays() {
    TransientTracker tracker = new TransientTracker(TransientTracker.Config.standard());
    List<TransientTracker.Burst> bursts = new ArrayList<>();
    int right = 0;
    int values = 48 * 300 + 1_000;
    double onset = 0;
    boolean before = false;
    for (int t = 0; t < values; t++) {
      boolean burst = t >= 1_000 && (t - 1_000) % 300 >= 240;
      tracker.update(Draws.gaussian(5, 1, t) + (burst ? 3 : 0), t).ifPresent(bursts::add);
      right += tracker.inside() == burst ? 1 : 0;
      if (tracker.inside() && !before && burst) {
        onset += (t - 1_000) % 300 - 240;
      }
      before = tracker.inside();
    }
    List<TransientTracker.Burst> real =
        bursts.stream().filter(b -> (b.end() - 1_000) % 300 < 60).toList();
    assertThat(real.size()).isBetween(44, 48);
    assertThat(onset / 48).isLessThan(4);
    assertThat(real.stream().mapToLong(b -> (b.end() - 1_000) % 300).average().orElseThrow())
        .isLessThan(6);
    assertThat(real.stream().mapToDouble(TransientTracker.Burst::level).average().orElseThrow())
        .isCloseTo(3, within(.3));
    assertThat((double) right / values).isGreaterThan(.97);
    assertThat(tracker.level()).isCloseTo(0, within(.25));
  }

  /**
   * Values until a burst begins, k = .5 and h = 5, level and spread known: 930.9 without a rise,
   * 10.38 and 4.01 after one of one and two standard deviations (Brook and Evans 1972), each within
   * 5 %; with a second tracker on the negated values 465.4.
   */
  @ParameterizedTest
  @CsvSource({"0, false, 930.9", "1, false, 10.38", "2, false, 4.01", "0, true, 465.4"})
  void theAverageRunLengthsAreThoseOfBrookAndEvans(double rise, boolean bothSides, double length)
      throws IOException {
    byte[] known = levelZeroSpreadOne();
    int runs = 4_000;
    long values = 0;
    for (int run = 0; run < runs; run++) {
      TransientTracker up = read(known);
      TransientTracker down = read(known);
      for (int t = 0; !up.inside() && !(bothSides && down.inside()); t++) {
        double x = Draws.gaussian(21, run, t) + rise;
        up.update(x, 1_000 + t);
        down.update(-x, 1_000 + t);
        values++;
      }
    }
    assertThat((double) values / runs).isCloseTo(length, withinPercentage(5));
  }

  /** After a warm-up of 1 and -1 the level is 0, the spread 1; the weight then moves neither. */
  private static byte[] levelZeroSpreadOne() throws IOException {
    TransientTracker tracker =
        new TransientTracker(new TransientTracker.Config(1e-12, .5, 5, 1_000));
    for (int t = 0; t < 1_000; t++) {
      tracker.update(t % 2 == 0 ? 1 : -1, t);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tracker.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static TransientTracker read(byte[] bytes) throws IOException {
    return TransientTracker.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void goesOnFromItsBytes() throws IOException {
    TransientTracker whole = new TransientTracker(TransientTracker.Config.standard());
    TransientTracker half = new TransientTracker(TransientTracker.Config.standard());
    for (int t = 0; t < 600; t++) {
      if (t == 330) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        half.write(new DataOutputStream(bytes));
        half =
            TransientTracker.read(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      }
      double x = Draws.gaussian(6, 1, t) + (t >= 300 && t < 360 ? 4 : 0);
      Optional<TransientTracker.Burst> expected = whole.update(x, t);
      assertThat(half.update(x, t)).isEqualTo(expected);
    }
    assertThat(half.level()).isEqualTo(whole.level());
  }
}
