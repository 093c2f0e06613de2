package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutsideBurstsTest {
  private static final long MOST = 500;

  private static Detector plain() {
    return DetectorSpec.parse("adwin:delta=0.002").create();
  }

  /** Ones and zeros: a fifth of them ones, but for a burst in the middle that goes back. */
  private static double burst(int i) {
    return one(i, i >= 3_000 && i < 3_300 ? .9 : .2);
  }

  private static double lasting(int i) {
    return one(i, i >= 3_000 ? .6 : .2);
  }

  private static double one(int i, double p) {
    return Draws.uniform(5, 0, i) < p ? 1 : 0;
  }

  private interface Values {
    double at(int i);
  }

  private static List<Alarm> alarms(Detector detector, Values values) {
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      detector.update(values.at(i)).ifPresent(alarms::add);
    }
    return alarms;
  }

  @Test
  void aValueThatIsNoNumberIsRefusedAndChangesNothing() {
    OutsideBursts detector = new OutsideBursts(plain(), MOST);
    detector.update(.5);
    byte[] before = DetectorFormat.toBytes(detector);
    assertThatThrownBy(() -> detector.update(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(DetectorFormat.toBytes(detector)).isEqualTo(before);
    assertThatThrownBy(() -> new OutsideBursts(plain(), 0)).hasMessageContaining("burst");
  }

  /** The false alarms that it prevents: one of the burst's beginning and one of its end. */
  @Test
  void aBurstThatEndsIsNoAlarm() {
    assertThat(alarms(plain(), OutsideBurstsTest::burst)).isNotEmpty();
    assertThat(alarms(new OutsideBursts(plain(), MOST), OutsideBurstsTest::burst)).isEmpty();
  }

  @Test
  void aChangeThatLastsIsFoundLater() {
    List<Alarm> alarms = alarms(new OutsideBursts(plain(), MOST), OutsideBurstsTest::lasting);
    assertThat(alarms).isNotEmpty();
    assertThat(alarms.get(0).index()).isBetween(3_000L, 3_000 + MOST + 500);
    assertThat(alarms.get(0).after()).isGreaterThan(alarms.get(0).before());
  }

  @Test
  void itsBytesGoOnInTheSameWay() {
    OutsideBursts whole = new OutsideBursts(plain(), MOST);
    Detector interrupted = new OutsideBursts(plain(), MOST);
    for (int i = 0; i < 8_000; i++) {
      assertThat(interrupted.update(lasting(i))).isEqualTo(whole.update(lasting(i)));
      if (i % 1_000 == 50) {
        interrupted = DetectorFormat.fromBytes(DetectorFormat.toBytes(interrupted));
      }
    }
  }
}
