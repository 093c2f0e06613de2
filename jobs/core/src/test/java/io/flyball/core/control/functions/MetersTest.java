package io.flyball.core.control.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.camera.Geometry;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stream shows of flicker, trails and regions. */
class MetersTest {
  private static final Geometry SENSOR = new Geometry(320, 240);

  @Test
  void nothingShowsNothing() {
    assertThat(new FlickerMeter().found()).isEmpty();
    assertThat(new TrailMeter(SENSOR).share()).isZero();
    assertThat(new RegionMeter(SENSOR).busy(0.5)).isEmpty();
    assertThat(new RegionMeter(SENSOR).kept()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 100, 120, 250, 500})
  void aLightThatFlickersIsFoundInNoise(int hertz) {
    FlickerMeter meter = new FlickerMeter();
    for (int i = 0; i < 30_000; i++) {
      long t = -5_000 + i * 10L;
      boolean noise = Draws.uniform(1, 2, i) < 0.5;
      boolean bright = Math.sin(2 * Math.PI * hertz * t / 1e6) > 0;
      meter.add(t, (noise ? Draws.uniform(3, 4, i) < 0.5 : bright) ? 1 : 0);
    }
    assertThat(meter.found().orElseThrow()).isCloseTo(hertz, within(3.4));
    meter.clear();
    assertThat(meter.found()).isEmpty();
  }

  @Test
  void noiseAndSlowMotionAreNoFlicker() {
    for (int seed = 0; seed < 40; seed++) {
      FlickerMeter noise = new FlickerMeter();
      FlickerMeter motion = new FlickerMeter();
      for (int i = 0; i < 10_000; i++) {
        noise.add(i * 30L, Draws.uniform(seed, 5, i) < 0.5 ? 1 : 0);
        double phase = 2 * Math.PI * (7 + seed / 10.0) * i * 30 / 1e6;
        motion.add(i * 30L, Draws.uniform(seed, 6, i) < 0.5 + 0.4 * Math.sin(phase) ? 1 : 0);
      }
      assertThat(noise.found()).as("noise %d", seed).isEmpty();
      assertThat(motion.found()).as("motion %d", seed).isEmpty();
    }
  }

  @Test
  void tooShortAStretchHasNoSpectrum() {
    FlickerMeter meter = new FlickerMeter();
    for (int t = 0; t < 99_000; t += 10) {
      meter.add(t, t / 5_000 % 2);
    }
    assertThat(meter.found()).isEmpty();
  }

  @Test
  void frequenciesBecomeThePeriodsOfTheRegister() {
    assertThat(FunctionControl.period(50)).isEqualTo(156);
    assertThat(FunctionControl.period(100)).isEqualTo(78);
    assertThat(FunctionControl.period(520)).isEqualTo(15);
  }

  @Test
  void eventsOfOnePixelAndPolarityTrail() {
    TrailMeter meter = new TrailMeter(SENSOR);
    meter.add(0, 8, 8, 1, 10_000);
    meter.add(5_000, 8, 8, 1, 10_000);
    meter.add(6_000, 8, 8, 0, 10_000);
    meter.add(15_000, 8, 8, 1, 10_000);
    meter.add(25_001, 8, 8, 1, 10_000);
    // Not looked at, and outside.
    meter.add(25_002, 9, 8, 1, 10_000);
    meter.add(25_003, 400, 8, 1, 10_000);
    assertThat(meter.events()).isEqualTo(5);
    assertThat(meter.share()).isEqualTo(1 / 5.0);
  }

  @Test
  void aBusyCornerIsFoundAndAnEvenSceneHasNone() {
    RegionMeter corner = new RegionMeter(SENSOR);
    RegionMeter even = new RegionMeter(SENSOR);
    for (int i = 0; i < 10_000; i++) {
      int x = (int) (Draws.uniform(1, 1, i) * 320);
      int y = (int) (Draws.uniform(1, 2, i) * 240);
      even.add(x, y);
      boolean lamp = i % 4 != 0;
      corner.add(lamp ? 256 + x % 32 : x, lamp ? 16 + y % 24 : y);
    }
    assertThat(even.busy(0.5)).isEmpty();
    assertThat(even.kept()).isEmpty();
    PixelWindow found = corner.busy(0.5).orElseThrow();
    assertThat(found).isEqualTo(new PixelWindow(256, 16, 32, 24));
  }

  @Test
  void aSceneInAPartOfTheSensorIsKept() {
    RegionMeter meter = new RegionMeter(SENSOR);
    for (int y = 80; y < 160; y++) {
      for (int x = 80; x < 160; x++) {
        meter.add(x, y);
      }
    }
    assertThat(meter.kept()).contains(new PixelWindow(72, 72, 96, 96));
    meter.clear();
    assertThat(meter.kept()).isEmpty();
  }
}
