package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlModesTest {
  private final SensorProfile davis = SensorProfile.named("davis346");
  private long end;

  private BiasController run(ControlMode mode, int windows, double rate) {
    BiasController c = mode.controller(davis);
    for (int i = 0; i < windows; i++) {
      end += 300_000;
      c.onWindow(rate, 0, 0, end, false);
    }
    return c;
  }

  @Test
  void constantNeverWritesAndErcDropsWhatExceedsTheBand() {
    assertThat(run(ControlMode.CONSTANT, 9, 9e6).state().codes).isEqualTo(davis.start());
    BiasController erc = run(ControlMode.ERC_DROP, 9, 9e6);
    assertThat(erc.state().codes).isEqualTo(davis.start());
    assertThat(erc.admitted(9e6)).isEqualTo(2.5e6);
    assertThat(erc.admitted(1e6)).isEqualTo(1e6);
  }

  /** One step of 0.01 a window: full scale takes 100 windows from the middle. */
  @Test
  void jaerMovesItsTweakByOneHundredth() {
    BiasController bound = run(ControlMode.JAER_BOUND_THRESHOLD, 30, 9e6);
    assertThat(bound.state().tweak).isCloseTo(0.3, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(bound.state().codes.on()).isEqualTo((int) Math.round(63 * Math.pow(10, 0.3)));
    assertThat(bound.state().codes.off()).isEqualTo((int) Math.round(168 / Math.pow(10, 0.3)));
    assertThat(run(ControlMode.JAER_BOUND_THRESHOLD, 500, 9e6).state().tweak).isEqualTo(1);
    BiasController bandwidth = run(ControlMode.JAER_BANDWIDTH, 10, 9e6);
    assertThat(bandwidth.state().codes.follower())
        .isEqualTo((int) Math.round(32 * Math.pow(30, -0.1)));
  }

  @Test
  void jaerLimitRelaxesToTheMiddleAndNeverAbove() {
    BiasController limit = run(ControlMode.JAER_LIMIT_REFRACTORY, 20, 9e6);
    assertThat(limit.state().tweak).isCloseTo(-0.2, org.assertj.core.data.Offset.offset(1e-9));
    for (int i = 0; i < 100; i++) {
      end += 300_000;
      limit.onWindow(1e5, 0, 0, end, false);
    }
    assertThat(limit.state().tweak).isCloseTo(0, org.assertj.core.data.Offset.offset(0.011));
  }

  @Test
  void jaerActsAtMostOnceIn300MsAndHoldsInsideTheHysteresis() {
    BiasController c = ControlMode.JAER_BOUND_THRESHOLD.controller(davis);
    c.onWindow(9e6, 0, 0, 1_000_000, false);
    assertThat(c.onWindow(9e6, 0, 0, 1_100_000, false)).isEmpty();
    assertThat(c.onWindow(2.4e6, 0, 0, 1_400_000, false)).isNotEmpty();
    assertThat(c.onWindow(1.9e6, 0, 0, 1_800_000, false)).isEmpty();
  }

  @Test
  void theLadderMovesBySixteenRungsAndStepsWhenStarved() {
    SensorProfile ladder = SensorProfile.named("davis346-ladder");
    BiasController c = ControlMode.EVENT_CV_LADDER.controller(ladder);
    c.onWindow(1e5, 0, 0, 1, false);
    assertThat(c.state().codes.refractory()).isEqualTo(993 + 16);
    for (int i = 0; i < 6; i++) {
      c.onWindow(1e5, 0, 0, 2 + i, false);
    }
    assertThat(c.state().codes.refractory()).isEqualTo(1084);
    assertThat(c.state().slowSteps).isEqualTo(1);
    c.onWindow(1e5, 0, 0, 9, true);
    assertThat(c.state().slowSteps).isEqualTo(1);
  }
}
