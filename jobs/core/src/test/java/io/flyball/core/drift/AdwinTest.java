package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdwinTest {

  private static Adwin standard() {
    return new Adwin(Adwin.Config.standard());
  }

  @Test
  void anEmptyWindowHasNoMean() {
    assertThat(standard().mean()).isNaN();
    assertThat(standard().width()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e60})
  void aValueThatIsNotANumberIsRefusedAndChangesNothing(double bad) {
    Adwin adwin = standard();
    adwin.update(0.5);
    byte[] before = DetectorFormat.toBytes(adwin);
    assertThatThrownBy(() -> adwin.update(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(bad));
    assertThat(DetectorFormat.toBytes(adwin)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 0.1, 1e49, -3e-49})
  void aConstantNeverAlarms(double value) {
    Adwin adwin = standard();
    for (int i = 0; i < 20_000; i++) {
      assertThat(adwin.update(value)).isEmpty();
    }
    assertThat(adwin.width()).isEqualTo(20_000);
    assertThat(adwin.mean()).isCloseTo(value, within(Math.abs(value) * 1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 11", "0.1, 12"})
  void aMillionStationaryValuesRaiseNoAlarm(double p, long seed) {
    assertThat(Streams.alarms("adwin", Streams.coin(seed, 1_000_000, p))).isEmpty();
  }

  @Test
  void aFallIsReportedAsAFallWithItsLevels() {
    List<Alarm> alarms = Streams.alarms("adwin", Streams.named("bern_08_02_at1000"));
    assertThat(alarms).hasSize(1);
    Alarm alarm = alarms.get(0);
    assertThat(alarm.direction()).isEqualTo(Direction.DOWN);
    assertThat(alarm.before()).isCloseTo(0.8, within(0.05));
    // 24 values of the new level and, buckets being whole, a few of the old.
    assertThat(alarm.after()).isLessThan(0.4);
    assertThat(alarm.width()).isBetween(20L, 40L);
    assertThat(alarm.severity()).isEqualTo(alarm.before() - alarm.after());
  }

  @Test
  void keepingTheWindowAlarmsMoreOftenPerChangeButNotLater() {
    double[] step = Streams.named("step_0_1_at1000");
    List<Alarm> keep = Streams.alarms("adwin:reset=false", step);
    List<Alarm> reset = Streams.alarms("adwin", step);
    assertThat(reset).hasSize(1);
    assertThat(keep).hasSizeGreaterThan(1);
    assertThat(keep.get(0).index()).isEqualTo(reset.get(0).index());
  }

  @Test
  void aWindowWhoseVarianceRoundsBelowZeroStillCuts() {
    // Long constant runs at distant levels make the running variance a tiny negative number.
    double[] values = new double[4_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 1_000 % 2 == 0 ? 0.1 : 0.7;
    }
    List<Alarm> alarms = Streams.alarms("adwin:reset=false", values);
    assertThat(alarms.stream().mapToLong(a -> a.index() / 1_000).distinct().toArray())
        .containsExactly(1, 2, 3);
  }

  /** Mean delays over 100 replicas with the change at 5,000: 642, 641, 201, 315 values. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.7, 201, 0.10",
    "0.1, 0.2, 315, 0.15",
    "0.5, 0.6, 642, 0.10",
    "0.5, 0.4, 641, 0.10"
  })
  void theMeanDelayIsThePublishedOne(double p, double q, double expected, double tolerance) {
    double delay = meanDelay(p, q, 100);
    assertThat(delay).isCloseTo(expected, within(expected * tolerance));
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({"0.5, 0.7, 201", "0.5, 0.6, 642", "0.5, 0.4, 641"})
  void theMeanDelayOverManyReplicasIsThePublishedOne(double p, double q, double expected) {
    assertThat(meanDelay(p, q, 3_000)).isCloseTo(expected, within(expected * 0.05));
  }

  private static double meanDelay(double p, double q, int replicas) {
    Random seeds = new Random(77);
    double sum = 0;
    for (int r = 0; r < replicas; r++) {
      sum +=
          Streams.alarms("adwin", Streams.change(seeds.nextLong(), 5_000, p, 5_000, q)).stream()
                  .mapToLong(Alarm::index)
                  .filter(i -> i >= 5_000)
                  .findFirst()
                  .orElseThrow()
              - 5_000;
    }
    return sum / replicas;
  }
}
