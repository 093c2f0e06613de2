package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.control.ControlParameters.Draft;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControlParametersTest {
  private static final SensorProfile DAVIS = SensorProfile.named("davis346");
  private static final ControlParameters PUBLISHED = ControlParameters.asPublished(DAVIS);

  private static Arguments change(String name, String allowed, Consumer<Draft> change) {
    return Arguments.of(name, allowed, change);
  }

  static Stream<Arguments> outside() {
    return Stream.of(
        change("windowUs", "above 0", d -> d.windowUs = 0),
        change("patience", "above 0", d -> d.patience = 0),
        change("slowStep", "above 0", d -> d.slowStep = 0),
        change("slowRatio", "1 to 10", d -> d.slowRatio = 0.999),
        change("slowRatio", "1 to 10", d -> d.slowRatio = 10.001),
        change("slowRatio", "1 to 10", d -> d.slowRatio = Double.NaN),
        change("thetaFloor", "from 0 on", d -> d.thetaFloor = -1e-9),
        change("bandwidthFloorHz", "from 0 on", d -> d.bandwidthFloorHz = -1e-9),
        change("settleUs", "from 0 on", d -> d.settleUs = -1),
        change("maxSlew", "from 0 on", d -> d.maxSlew = -1),
        change("calibrateWindows", "from 0 on", d -> d.calibrateWindows = -1),
        change("burstWindows", "from 0 on", d -> d.burstWindows = -1));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("outside")
  void whatIsOutsideOfItsRangeIsNamed(String name, String allowed, Consumer<Draft> change) {
    assertThatThrownBy(() -> PUBLISHED.with(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be " + allowed + "; found ");
  }

  @Test
  void bothEndsOfTheRatioAndNoughtAreAllowed() {
    assertThat(PUBLISHED.with(d -> d.slowRatio = 10).slowRatio()).isEqualTo(10);
    assertThat(PUBLISHED.with(d -> d.slowRatio = 1).slowRatio()).isEqualTo(1);
    assertThat(PUBLISHED.with(d -> d.windowUs = 1).windowUs()).isEqualTo(1);
    assertThat(PUBLISHED.with(d -> d.patience = 1).patience()).isEqualTo(1);
  }

  @Test
  void thePublishedLawHasEveryRepairOff() {
    assertThat(PUBLISHED)
        .isEqualTo(
            new ControlParameters(
                DAVIS.law(),
                300_000,
                2,
                DAVIS.slowStep(),
                1,
                false,
                0,
                0,
                0,
                false,
                false,
                false,
                false,
                0,
                false,
                0,
                0));
  }

  @Test
  void theRepairedOneHasThemOnAndMultipliesWhereThePhysicsIsKnown() {
    assertThat(ControlParameters.repaired(DAVIS))
        .isEqualTo(
            new ControlParameters(
                DAVIS.law(),
                300_000,
                2,
                DAVIS.slowStep(),
                1.15,
                true,
                0.08,
                4,
                100_000,
                true,
                true,
                true,
                true,
                DAVIS.maxSlew(),
                true,
                0,
                0));
    SensorProfile evk4 = SensorProfile.named("evk4");
    assertThat(evk4.physics()).isEmpty();
    assertThat(ControlParameters.repaired(evk4).slowRatio()).isEqualTo(1);
  }

  @Test
  void aChangeLeavesEverythingElse() {
    ControlParameters all =
        new ControlParameters(
            DAVIS.law(), 1, 2, 3, 4, true, 5, 6, 7, true, true, true, true, 8, true, 9, 10);
    assertThat(all.with(d -> {})).isEqualTo(all);
    assertThat(all.with(d -> d.burstWindows = 11).with(d -> d.burstWindows = 10)).isEqualTo(all);
  }
}
