package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepairedFastAndSlowTest {
  private static final double LOW = 0.3e6;
  private static final double HIGH = 3e6;

  private final SensorProfile davis = SensorProfile.named("davis346");
  private final ControlParameters plain = ControlParameters.asPublished(davis);
  private long end;

  private BiasController with(ControlParameters p) {
    return ControlMode.FAST_AND_SLOW_SAFE.controller(davis, p, new ControllerState(davis.start()));
  }

  private List<BiasWrite> window(BiasController c, double rate) {
    end += 300_000;
    return c.onWindow(rate, 0, 0, end, false);
  }

  private void windows(BiasController c, double... rates) {
    for (double r : rates) {
      window(c, r);
    }
  }

  @Test
  void settlingDropsTheWindowThatHoldsTheBurst() {
    BiasController c = with(plain.with(d -> d.settleUs = 100_000));
    windows(c, LOW, LOW);
    assertThat(c.state().slowSteps).isEqualTo(1);
    assertThat(window(c, HIGH)).isEmpty();
    assertThat(window(c, HIGH)).isNotEmpty();
  }

  @Test
  void aRailResetsTheOtherOnlyWhenAskedTo() {
    BiasController shipped = with(plain);
    windows(shipped, LOW, HIGH, LOW);
    assertThat(shipped.state().slowSteps).isEqualTo(1);
    BiasController repaired = with(plain.with(d -> d.railReset = true));
    windows(repaired, LOW, HIGH, LOW);
    assertThat(repaired.state().slowSteps).isZero();
  }

  @Test
  void anUndercountedWindowMayCloseButNeverOpen() {
    BiasController c = with(plain.with(d -> d.undercountGuard = true));
    c.onWindow(1.5e6, 0, 0, 1, false);
    assertThat(c.state().codes.refractory()).isEqualTo(30);
    for (int i = 0; i < 5; i++) {
      c.onWindow(LOW, 0, 0, 2 + i, true);
    }
    assertThat(c.state().codes.refractory()).isEqualTo(30);
    assertThat(c.state().slowSteps).isZero();
    c.onWindow(HIGH, 0, 0, 10, true);
    c.onWindow(HIGH, 0, 0, 11, true);
    assertThat(c.state().codes.refractory()).isEqualTo(4);
    assertThat(c.state().slowSteps).isEqualTo(-1);
  }

  @Test
  void silenceActsOnlyWhenAskedTo() {
    BiasController deaf = with(plain);
    windows(deaf, 0, 0, 0);
    assertThat(deaf.state().slowSteps).isZero();
    BiasController c = with(plain.with(d -> d.silenceActs = true));
    windows(c, 0, 0);
    assertThat(c.state().codes.refractory()).isEqualTo(57);
    assertThat(c.state().slowSteps).isEqualTo(1);
  }

  @Test
  void clampsHoldTheSlowCodesWithoutWindUp() {
    BiasController c = with(ControlParameters.repaired(davis).with(d -> d.slowRatio = 1));
    for (int i = 0; i < 200; i++) {
      window(c, LOW);
    }
    BiasPhysics.Physical open = davis.physical(c.state().codes).orElseThrow();
    assertThat(open.thetaOn()).isGreaterThanOrEqualTo(0.08);
    for (Bias b : Bias.values()) {
      SensorProfile.Limits l = davis.limits().get(b);
      assertThat(c.state().codes.get(b)).isBetween(l.min(), l.max());
    }
    BiasCodes pinned = c.state().codes;
    windows(c, HIGH, HIGH);
    assertThat(c.state().codes.follower()).isLessThan(pinned.follower());
    for (int i = 0; i < 200; i++) {
      window(c, HIGH);
    }
    assertThat(davis.physical(c.state().codes).orElseThrow().bandwidthHz())
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void aRatioStepKeepsOnAndOffInBalance() {
    BiasController c = with(ControlParameters.repaired(davis));
    BiasPhysics.Physical before = davis.physical(c.state().codes).orElseThrow();
    for (int i = 0; i < 12; i++) {
      window(c, HIGH);
    }
    BiasPhysics.Physical after = davis.physical(c.state().codes).orElseThrow();
    assertThat(after.bandwidthHz()).isLessThan(before.bandwidthHz() / 1.5);
    assertThat(after.thetaOn() / after.thetaOff())
        .isCloseTo(
            before.thetaOn() / before.thetaOff(),
            org.assertj.core.data.Percentage.withPercentage(2));
  }

  @Test
  void onlyChangesAreSent() {
    BiasController c = with(ControlParameters.repaired(davis));
    assertThat(window(c, 1e6)).hasSize(1);
    assertThat(window(c, 1e6)).isEmpty();
    assertThat(c.resend()).hasSize(5);
  }

  @Test
  void slewBoundsEachMove() {
    BiasController c = with(plain.with(d -> d.maxSlew = 10));
    window(c, HIGH);
    assertThat(c.state().codes.refractory()).isEqualTo(15);
    window(c, HIGH);
    window(c, LOW);
    assertThat(c.state().codes.refractory()).isEqualTo(15);
  }

  @Test
  void huntingHoldsInsideTheBandAndHalvesItsStepOutside() {
    BiasController c = with(plain.with(d -> d.huntingDetect = true));
    windows(c, LOW, HIGH, LOW);
    assertThat(c.state().careful).isTrue();
    int now = c.state().codes.refractory();
    window(c, 1.2e6);
    assertThat(c.state().codes.refractory()).isEqualTo(now);
    int step = c.state().carefulStep;
    windows(c, HIGH, LOW);
    assertThat(c.state().carefulStep).isLessThanOrEqualTo(step);
  }

  /** Without it ten bright windows open the slow stage, and a quiet scene has to bring it back. */
  @Test
  void aBurstMovesNoSlowBiasAndAChangeThatLastsDoes() {
    ControlParameters patient = plain.with(d -> d.patience = 3);
    BiasController acting = with(patient);
    BiasController calm = with(patient.with(d -> d.burstWindows = 20));
    for (BiasController c : List.of(acting, calm)) {
      for (int i = 0; i < 120; i++) {
        window(c, i % 2 == 0 ? 0.9e6 : 1.1e6);
      }
      for (int i = 0; i < 10; i++) {
        window(c, 5 * HIGH);
      }
    }
    assertThat(acting.state().slowSteps).isNegative();
    assertThat(calm.state().slowSteps).isZero();
    assertThat(calm.state().codes.refractory()).isEqualTo(acting.state().codes.refractory());
    for (int i = 0; i < 20; i++) {
      window(calm, 5 * HIGH);
    }
    assertThat(calm.state().slowSteps).isNegative();
    assertThat(calm.state().copy()).usingRecursiveComparison().isEqualTo(calm.state());
  }

  @Test
  void calibrationMeasuresFirstAndSetsTheBandAroundTheMean() {
    BiasController c = with(plain.with(d -> d.calibrateWindows = 4));
    windows(c, 9e6, 11e6, 9e6, 11e6);
    assertThat(c.state().codes).isEqualTo(davis.start());
    assertThat(c.state().bandLow).isEqualTo(1e7 / Math.sqrt(5));
    window(c, 1e7);
    assertThat(c.state().codes.refractory()).isBetween(5, 56);
    BiasController dark = with(plain.with(d -> d.calibrateWindows = 2));
    windows(dark, 500, 500);
    assertThat(dark.state().bandHigh).isZero();
  }

  @Test
  void aControllerGoesOnFromItsState() {
    BiasController first = with(plain);
    window(first, LOW);
    BiasController second =
        ControlMode.FAST_AND_SLOW_SAFE.controller(davis, plain, first.state().copy());
    window(second, LOW);
    assertThat(second.state().slowSteps).isEqualTo(1);
    assertThat(first.state().slowSteps).isZero();
  }

  @Test
  void parametersSayWhatIsAllowed() {
    assertThatThrownBy(() -> plain.with(d -> d.patience = 0)).hasMessageContaining("patience");
    assertThatThrownBy(() -> plain.with(d -> d.slowRatio = 0.5)).hasMessageContaining("slowRatio");
    assertThatThrownBy(() -> new FastLaw(2, 1, 0, 9)).hasMessageContaining("band");
    assertThatThrownBy(() -> new FastLaw(1, 2, 9, 9)).hasMessageContaining("min < max");
    SensorProfile evk4 = SensorProfile.named("evk4");
    assertThatThrownBy(
            () ->
                ControlMode.FAST_AND_SLOW_SAFE.controller(
                    evk4,
                    ControlParameters.repaired(evk4).with(d -> d.slowRatio = 1.2),
                    new ControllerState(evk4.start())))
        .hasMessageContaining("physics");
  }
}
