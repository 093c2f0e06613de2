package io.flyball.core.control.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import org.junit.jupiter.api.Test;

class PixelArrayTest {
  private static final Geometry ONE = new Geometry(1, 1);
  private static final double DT = 1e-3;

  /** Doubles the intensity of a still pixel; ln 2 = 0.693 e-folds. */
  private static EventColumns afterDoubling(double theta, double blind) {
    PixelSettings s = new PixelSettings(theta, theta, 0, 1e6, blind, 0, 0);
    PixelArray pixel = new PixelArray(ONE, 1);
    EventColumns out = new EventColumns();
    pixel.step(new MovingScene(60, 0, 10, 0), s, 0, DT, out);
    for (int k = 1; k < 50; k++) {
      pixel.step(new MovingScene(120, 0, 10, 0), s, k * DT, DT, out);
    }
    return out;
  }

  @Test
  void aStepOfContrastMakesAsManyEventsAsThresholdsFitIntoIt() {
    EventColumns c = afterDoubling(0.2, 0);
    assertThat(c.size()).isEqualTo(3);
    assertThat(c.p(0)).isEqualTo(1);
    assertThat(c.t(0)).isLessThan(c.t(1));
    assertThat(afterDoubling(0.7, 0).size()).isZero();
  }

  /** The level is memorised at the end of the blind time: what happened meanwhile is forgotten. */
  @Test
  void aBlindPixelForgetsWhatItMissed() {
    assertThat(afterDoubling(0.2, 10e-3).size()).isEqualTo(1);
  }

  @Test
  void theResponseIsLinearInTheDarkAndLogarithmicAbove() {
    assertThat(PixelArray.linLog(0)).isZero();
    assertThat(PixelArray.linLog(10)).isCloseTo(Math.log(20) / 2, within(1e-12));
    assertThat(PixelArray.linLog(20)).isCloseTo(Math.log(20), within(1e-12));
    assertThat(PixelArray.linLog(200)).isCloseTo(Math.log(200), within(1e-12));
  }
}
