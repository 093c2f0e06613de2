package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

  private static final double[] REFERENCE = Streams.coin(9, 500, 0.3);

  @Test
  void aReferenceOfOneValueIsRefused() {
    assertThatThrownBy(
            () -> Calibration.calibrate(DetectorSpec.parse("adwin"), new double[1], 1_000, 1))
        .hasMessageContaining("2 values");
  }

  @Test
  void aDetectorWithoutThresholdIsRefused() {
    assertThatThrownBy(() -> Calibration.calibrate(DetectorSpec.parse("eddm"), REFERENCE, 1_000, 1))
        .hasMessageContaining("eddm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page-hinkley", "cusum:k=0.25", "hddm-a", "hddm-w", "adwin"})
  void falseAlarmsOnAFreshStreamComeAboutAsRarelyAsAsked(String spec) {
    long target = 1_000;
    DetectorSpec calibrated = Calibration.calibrate(DetectorSpec.parse(spec), REFERENCE, target, 1);
    double arl = Calibration.averageRunLength(calibrated.create(), REFERENCE, 400_000, 2);
    // 64 alarms fix the interval to about an eighth, and thresholds of discrete statistics jump.
    assertThat(arl).isBetween(target * 0.6, target * 2.5);
  }

  @Test
  void aLongerIntervalNeedsAHigherThreshold() {
    DetectorSpec cusum = DetectorSpec.parse("cusum:k=0.25");
    assertThat(h(Calibration.calibrate(cusum, REFERENCE, 3_000, 1)))
        .isGreaterThan(h(Calibration.calibrate(cusum, REFERENCE, 300, 1)));
  }

  private static double h(DetectorSpec spec) {
    return Double.parseDouble(spec.parameters().get("h"));
  }
}
