package io.flyball.core.control.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.control.Bias;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.SensorProfile;
import org.junit.jupiter.api.Test;

/** What the controllers do in this model; it says nothing of silicon. */
class ClosedLoopTest {
  private static final double SECONDS = 60;

  private static ClosedLoop.Result safe(RatePlant plant) {
    return ClosedLoop.run(plant, ControlMode.FAST_AND_SLOW_SAFE, SECONDS, 7);
  }

  @Test
  void noTimeGivesNoWindows() {
    ClosedLoop.Result r = ClosedLoop.run(RatePlant.SMOOTH, ControlMode.CONSTANT, 0, 1);
    assertThat(r.windows()).isEmpty();
    assertThat(r.inBand()).isZero();
    assertThat(r.secondsToBand()).isNaN();
  }

  @Test
  void equalSeedsGiveEqualRuns() {
    for (ControlMode mode : ControlMode.values()) {
      assertThat(ClosedLoop.run(RatePlant.FLICKER, mode, 9, 3).windows())
          .isEqualTo(ClosedLoop.run(RatePlant.FLICKER, mode, 9, 3).windows());
    }
  }

  @Test
  void theSafeModeReachesTheBandOnEveryPlant() {
    for (RatePlant plant : RatePlant.values()) {
      ClosedLoop.Result r = safe(plant);
      assertThat(r.secondsToBand()).as(plant.name()).isLessThan(10);
      assertThat(r.inBand()).as(plant.name()).isGreaterThan(0.7);
    }
  }

  @Test
  void theSafeModeNeverLeavesItsLimits() {
    for (RatePlant plant : RatePlant.values()) {
      SensorProfile profile = plant.profile();
      for (ClosedLoop.Window w : safe(plant).windows()) {
        w.writes()
            .forEach(
                b -> {
                  SensorProfile.Limits l = profile.limits().get(b.bias());
                  assertThat(b.code()).as(plant + " " + b.bias()).isBetween(l.min(), l.max());
                });
      }
    }
  }

  @Test
  void onTheCliffThePublishedLawSwingsFromRailToRailAndTheSafeModeDoesNot() {
    ClosedLoop.Result published =
        ClosedLoop.run(RatePlant.CLIFF, ControlMode.FAST_AND_SLOW, SECONDS, 7);
    assertThat(published.reversals()).isGreaterThan(100);
    assertThat(published.inBand()).isZero();
    assertThat(safe(RatePlant.CLIFF).reversals()).isLessThanOrEqualTo((int) (SECONDS / 10));
  }

  @Test
  void onlyTheSafeModeActsInSilence() {
    assertThat(safe(RatePlant.MOTION_STOP).end().slowSteps).isPositive();
    assertThat(
            ClosedLoop.run(RatePlant.MOTION_STOP, ControlMode.FAST_AND_SLOW, SECONDS, 7)
                .end()
                .slowSteps)
        .isZero();
  }

  @Test
  void underPacketLossUndercountedWindowsNeverOpen() {
    ClosedLoop.Result r = safe(RatePlant.PACKET_LOSS);
    int before = RatePlant.PACKET_LOSS.profile().start().refractory();
    for (ClosedLoop.Window w : r.windows()) {
      int now =
          w.writes().stream()
              .filter(b -> b.bias() == Bias.REFRACTORY)
              .mapToInt(b -> b.code())
              .findFirst()
              .orElse(before);
      if (w.undercounted()) {
        assertThat(now).isLessThanOrEqualTo(before);
      }
      before = now;
    }
    assertThat(r.windows()).anyMatch(ClosedLoop.Window::undercounted);
  }

  @Test
  void droppingKeepsTheBandWithoutTouchingTheCamera() {
    ClosedLoop.Result r = ClosedLoop.run(RatePlant.FLICKER, ControlMode.ERC_DROP, 9, 1);
    assertThat(r.inBand()).isEqualTo(1);
    assertThat(r.writesPerMinute()).isZero();
  }
}
