package io.flyball.core.control.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Evt3Decoder;
import io.flyball.core.camera.Evt3Encoder;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.Bias;
import io.flyball.core.control.BiasWrite;
import io.flyball.core.control.SensorProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pixel model does; it says nothing of silicon. */
class SimulatedCameraTest {
  private static final Geometry SMALL = new Geometry(48, 32);
  private static final MovingScene MOVING = new MovingScene(120, 0.4, 24, 300);
  private static final MovingScene STILL = new MovingScene(120, 0.4, 24, 0);
  private static final PixelSettings NOISY = new PixelSettings(0.2, 0.2, 0.03, 72, 0, 0, 0.08);
  private static final SensorProfile DAVIS = SensorProfile.named("davis346");

  private static SimulatedCamera camera(MovingScene scene, PixelSettings settings) {
    return new SimulatedCamera(DAVIS, SMALL, scene, settings, 12e6, 5);
  }

  private static EventColumns run(SimulatedCamera camera, double seconds) {
    EventColumns out = new EventColumns();
    camera.advance(seconds, out);
    return out;
  }

  private static int count(MovingScene scene, PixelSettings s, BiasWrite... writes) {
    SimulatedCamera c = camera(scene, s);
    c.write(List.of(writes));
    return run(c, 0.3).size();
  }

  private static BiasWrite set(Bias bias, int code) {
    return new BiasWrite(bias, code, BiasWrite.Why.RESEND);
  }

  @Test
  void aStillSceneWithoutNoiseIsSilentAndAMovingOneIsNot() {
    assertThat(count(STILL, PixelSettings.QUIET)).isZero();
    assertThat(count(MOVING, PixelSettings.QUIET)).isGreaterThan(1000);
  }

  @Test
  void eventsComeInOrderInsideTheSensorAndSurviveTheirEncoding() {
    EventColumns c = run(camera(MOVING, NOISY), 0.2);
    for (int i = 0; i < c.size(); i++) {
      assertThat(c.x(i)).isLessThan(SMALL.width());
      assertThat(c.y(i)).isLessThan(SMALL.height());
      assertThat(c.t(i)).isGreaterThanOrEqualTo(i == 0 ? 0 : c.t(i - 1));
    }
    EventColumns back = new Evt3Decoder(SMALL).decodeAll(new Evt3Encoder(true).encode(c));
    assertThat(back.size()).isEqualTo(c.size());
  }

  @Test
  void equalSeedsGiveEqualEventsHoweverTimeIsCut() {
    EventColumns whole = run(camera(MOVING, NOISY), 0.1);
    SimulatedCamera c = camera(MOVING, NOISY);
    EventColumns parts = new EventColumns();
    c.advance(0.03, parts);
    c.advance(0.07, parts);
    assertThat(parts.size()).isEqualTo(whole.size());
    assertThat(parts.t(parts.size() - 1)).isEqualTo(whole.t(whole.size() - 1));
  }

  @Test
  void eachBiasMovesTheRateTheWayItShould() {
    int start = count(MOVING, NOISY);
    assertThat(count(MOVING, NOISY, set(Bias.ON, 200))).isLessThan(start);
    assertThat(count(MOVING, NOISY, set(Bias.OFF, 60))).isLessThan(start);
    assertThat(count(MOVING, NOISY, set(Bias.FOLLOWER, 4))).isLessThan(start / 2);
  }

  @Test
  void noiseGrowsWithBandwidth() {
    assertThat(count(STILL, NOISY, set(Bias.FOLLOWER, 200))).isGreaterThan(2 * count(STILL, NOISY));
  }

  @Test
  void leakAloneMakesOnEvents() {
    PixelSettings leaky = new PixelSettings(0.2, 0.2, 0, 300, 0, 10, 0);
    EventColumns c = run(camera(STILL, leaky), 1);
    double perPixel = c.size() / (double) SMALL.pixels();
    assertThat(perPixel).isBetween(9.0, 10.5);
    for (int i = 0; i < c.size(); i++) {
      assertThat(c.p(i)).isEqualTo(1);
    }
  }

  @Test
  void theReadoutDropsWhatItCannotCarryAndSaysSo() {
    SimulatedCamera c = new SimulatedCamera(DAVIS, SMALL, MOVING, NOISY, 2000, 5);
    EventColumns out = new EventColumns();
    assertThat(c.advance(0.2, out)).isTrue();
    assertThat(out.size()).isLessThanOrEqualTo(400);
    assertThat(c.dropped()).isPositive();
  }

  @Test
  void aSensorWithoutKnownPhysicsIsRefused() {
    assertThatThrownBy(
            () -> new SimulatedCamera(SensorProfile.named("evk4"), SMALL, MOVING, NOISY, 1e6, 1))
        .hasMessageContaining("physics");
    assertThatThrownBy(() -> new MovingScene(0, 0.5, 10, 1)).hasMessageContaining("intensity");
  }
}
