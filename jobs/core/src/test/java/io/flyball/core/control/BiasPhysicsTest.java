package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Values worked out from the formulas of jAER's Davis chips, DiffBn 3/109. */
class BiasPhysicsTest {
  private final SensorProfile davis = SensorProfile.named("davis346");

  private BiasPhysics.Physical steps(int k) {
    BiasCodes c = davis.start();
    return davis
        .physical(
            new BiasCodes(
                57,
                c.photoreceptor() + 5 * k,
                Math.max(0, c.follower() + 5 * k),
                Math.max(0, c.on() - 5 * k),
                c.off() + 5 * k))
        .orElseThrow();
  }

  @Test
  void thresholdsAndBandwidthAlongTheSlowSteps() {
    double[][] known = {
      {-6, .286, -.280, 4.5}, {-4, .278, -.275, 27}, {-2, .268, -.271, 50}, {0, .258, -.266, 72},
      {3, .238, -.260, 106}, {6, .212, -.254, 140}, {9, .168, -.249, 173}, {12, .040, -.244, 207}
    };
    for (double[] row : known) {
      BiasPhysics.Physical p = steps((int) row[0]);
      assertThat(p.thetaOn()).isCloseTo(row[1], within(6e-4));
      assertThat(p.thetaOff()).isCloseTo(row[2], within(6e-4));
      assertThat(p.bandwidthHz()).isCloseTo(row[3], within(0.6));
    }
    assertThat(steps(-7).bandwidthHz()).isZero();
    assertThat(steps(13).thetaOn()).isNaN();
  }

  @Test
  void refractoryPeriodsOfTheFineCodes() {
    int[] fine = {4, 17, 25, 30, 44, 57};
    double[] micros = {21.1, 4.96, 3.37, 2.81, 1.91, 1.48};
    for (int i = 0; i < fine.length; i++) {
      BiasCodes c = davis.start().with(Bias.REFRACTORY, fine[i]);
      assertThat(davis.physical(c).orElseThrow().refractorySeconds() * 1e6)
          .isCloseTo(micros[i], within(0.06));
    }
  }

  @Test
  void aThresholdHasItsCode() {
    BiasPhysics physics = davis.physics().orElseThrow();
    BiasPhysics.Physical p = davis.physical(davis.start()).orElseThrow();
    assertThat(physics.onCode(p.thetaOn())).isCloseTo(63, within(1e-9));
    assertThat(physics.offCode(p.thetaOff())).isCloseTo(168, within(1e-9));
  }

  @Test
  void everyProfileStartsInsideItsLimits() {
    for (String name : SensorProfile.NAMES) {
      SensorProfile p = SensorProfile.named(name);
      for (Bias b : Bias.values()) {
        SensorProfile.Limits l = p.limits().get(b);
        assertThat(p.start().get(b)).as(name + " " + b).isBetween(l.min(), l.max());
      }
      assertThat(p.authority(p.start())).isBetween(0.0, 1.0);
    }
    SensorProfile ladder = SensorProfile.named("davis346-ladder");
    assertThat(ladder.physical(ladder.start().with(Bias.REFRACTORY, 1084)))
        .isEqualTo(davis.physical(davis.start().with(Bias.REFRACTORY, 57)));
  }

  @Test
  void aProfileThatLacksSomethingSaysWhat() {
    assertThatThrownBy(() -> SensorProfile.named("../secret")).hasMessageContaining("davis346");
    assertThatThrownBy(() -> SensorProfile.of(new Properties()))
        .hasMessageContaining("lacks the key");
  }
}
