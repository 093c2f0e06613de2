package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of false alarms and delays in docs/reference/detectors.md, as it was measured. */
@Tag("soak")
class OperatingCharacteristicsTest {
  private static final int TOSSES = 2_000_000;
  private static final int CHANGES = 200;
  private static final int CHANGE = 5_000;

  @ParameterizedTest
  @CsvSource({
    "adwin, 0.00, 0.00",
    "adwin:delta=0.05, 0.07, 0.03",
    "page-hinkley, 0.10, 0.00",
    "cusum, 0.10, 0.02",
    "hddm-a, 0.15, 0.01",
    "hddm-w, 0.24, 0.00",
    "ddm, 0.00, 0.00",
    "eddm, 0.14, 0.03",
    "selective-ewma, 0.00, 0.02",
    "selective-ewma:slope=0.5, 0.00, 16.30"
  })
  void falseAlarmsPerTenThousandTosses(String spec, String fair, String rare) {
    assertThat(falseAlarms(spec, 0.5)).isEqualTo(fair);
    assertThat(falseAlarms(spec, 0.1)).isEqualTo(rare);
  }

  private static String falseAlarms(String spec, double p) {
    int alarms = Streams.alarms(spec, Streams.coin(41, TOSSES, p)).size();
    return "%.2f".formatted(alarms * 1e4 / TOSSES);
  }

  @ParameterizedTest
  @CsvSource({
    "adwin, 626, 684, 193, 306",
    "adwin:delta=0.05, 370, 410, 129, 192",
    "page-hinkley, 382, 402, 160, 420",
    "cusum, 488, 516, 153, 205",
    "hddm-a, 462, 502, 156, 425",
    "hddm-w, 1776, 1853, 377, -1",
    "ddm, 1378, -1, 1192, 979",
    "eddm, 1700, -1, 813, 206",
    "selective-ewma, 1869, 1902, 289, 328",
    "selective-ewma:slope=0.5, 2237, 2014, 817, 369"
  })
  void meanDelaysOfChangesThatWereFound(String spec, long up, long down, long far, long rare) {
    assertThat(meanDelay(spec, 0.5, 0.6)).isEqualTo(up);
    assertThat(meanDelay(spec, 0.5, 0.4)).isEqualTo(down);
    assertThat(meanDelay(spec, 0.5, 0.7)).isEqualTo(far);
    assertThat(meanDelay(spec, 0.1, 0.2)).isEqualTo(rare);
  }

  /** -1 when no change was found. */
  private static long meanDelay(String spec, double p, double q) {
    Random seeds = new Random(77);
    Direction direction = q > p ? Direction.UP : Direction.DOWN;
    double sum = 0;
    int found = 0;
    for (int i = 0; i < CHANGES; i++) {
      OptionalLong first =
          Streams.alarms(spec, Streams.change(seeds.nextLong(), CHANGE, p, CHANGE, q)).stream()
              .filter(alarm -> alarm.index() >= CHANGE && alarm.direction() == direction)
              .mapToLong(Alarm::index)
              .findFirst();
      if (first.isPresent()) {
        found++;
        sum += first.getAsLong() - CHANGE;
      }
    }
    return found == 0 ? -1 : Math.round(sum / found);
  }
}
