package io.flyball.core.control;

import static io.flyball.core.control.ControlledCamera.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.Packets;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Packets and rates of a camera become windows and commands. */
class CameraControlTest {
  private final ControlledCamera camera = new ControlledCamera();

  @Test
  void theFirstPacketTellsTheCameraEveryCode() {
    camera.steady(0, 1, 10);
    assertThat(camera.commands).hasSize(1);
    assertThat(camera.commands.get(0).writes())
        .hasSize(5)
        .allMatch(w -> w.why() == BiasWrite.Why.RESEND);
    assertThat(camera.commands.get(0).id()).isEqualTo("c/" + (NOON + 99) + "/0/resend");
    camera.steady(1, 3, 10);
    assertThat(camera.commands).hasSize(1);
  }

  @Test
  void codesThatTheFirstPacketNamesAreTakenOver() {
    Map<String, Integer> biases =
        Map.of("REFRACTORY", 40, "PHOTORECEPTOR", 100, "FOLLOWER", 30, "ON", 60, "OFF", 170);
    EventPacket plain = Packets.even(1, 0, 0, 99_999, 10);
    camera.arrives(
        new EventPacket(
            "c",
            "davis346",
            1,
            0,
            0,
            0,
            99_999,
            SensorEncoding.EVT2,
            346,
            260,
            plain.events(),
            false,
            false,
            biases));
    assertThat(camera.commands).isEmpty();
    assertThat(camera.state.controller.codes).isEqualTo(new BiasCodes(40, 100, 30, 60, 170));
  }

  @Test
  void modesThatNeverWriteTellNothing() {
    camera.rules = ControlledCamera.rules(ControlMode.CONSTANT, false);
    camera.steady(0, 9, 10);
    assertThat(camera.windows).isNotEmpty();
    assertThat(camera.commands).isEmpty();
  }

  @Test
  void windowsFollowDeviceTimeAndOneThatWasNotSeenFromItsBeginningIsUndercounted() {
    camera.steady(7, 16, 10);
    assertThat(camera.windows)
        .extracting(CameraWindow::startUs)
        .containsExactly(600_000L, 900_000L, 1_200_000L);
    assertThat(camera.counts()).containsExactly(20L, 30L, 30L);
    assertThat(camera.windows)
        .extracting(CameraWindow::undercounted)
        .containsExactly(true, false, false);
    assertThat(camera.windows.get(1).rate()).isEqualTo(100);
    assertThat(camera.windows.get(1).side()).isEqualTo(-1);
  }

  @Test
  void aRepeatedPacketIsDroppedAndCounted() {
    camera.steady(0, 2, 10);
    camera.steady(0, 2, 10);
    camera.steady(2, 4, 10);
    assertThat(camera.counts()).containsExactly(30L);
    assertThat(camera.windows.get(0).repeated()).isEqualTo(2);
    assertThat(camera.windows.get(0).undercounted()).isFalse();
    assertThat(camera.taken).isEqualTo(4);
    assertThat(camera.repeated).isEqualTo(2);
  }

  @Test
  void aGapMarksEveryWindowThatItTouches() {
    camera.steady(0, 4, 10);
    camera.steady(8, 16, 10);
    assertThat(camera.windows)
        .extracting(CameraWindow::undercounted)
        .containsExactly(false, true, true, false, false);
    assertThat(camera.windows).extracting(CameraWindow::lost).containsExactly(0L, 4L, 0L, 0L, 0L);
  }

  @Test
  void anUndercountedWindowMayCloseButNeverOpen() {
    camera.steady(0, 3, 100_000);
    int closed = camera.state.controller.codes.refractory();
    assertThat(closed).isLessThan(57);
    camera.steady(6, 12, 1);
    assertThat(camera.windows.get(1).undercounted()).isTrue();
    List<CameraCommand> opening =
        camera.commands.stream().filter(c -> c.deviceUs() <= 900_000).toList();
    assertThat(opening).allMatch(c -> c.codes().refractory() <= closed || c.deviceUs() <= 300_000);
  }

  @Test
  void aWindowNamesTheCommandThatFollowedFromIt() {
    camera.steady(0, 6, 100_000);
    assertThat(camera.windows).hasSize(1);
    assertThat(camera.windows.get(0).command())
        .isEqualTo(camera.commands.get(1).id())
        .isEqualTo(camera.windows.get(0).id());
    camera.rules = ControlledCamera.rules(ControlMode.CONSTANT, false);
    camera.steady(6, 7, 10);
    assertThat(camera.windows.get(1).command()).isNull();
  }

  @Test
  void aBadPacketIsRefusedWithoutATrace() {
    camera.steady(0, 2, 10);
    byte[] elsewhere = Packets.even(1, 2, 900_000, 950_000, 10).events();
    EventPacket bad = Packets.of(1, 2, 200_000, 299_999, SensorEncoding.EVT2, elsewhere);
    assertThat(camera.arrives(bad)).map(Refusal::field).contains("events");
    camera.steady(2, 7, 10);
    assertThat(camera.counts()).containsExactly(30L, 30L);
    assertThat(camera.windows).noneMatch(CameraWindow::undercounted);
  }

  @Test
  void twoSensorsOrTwoSessionsUnderOneIdAreConflicts() {
    camera.steady(0, 2, 10);
    EventPacket p = Packets.even(1, 2, 200_000, 299_999, 10);
    EventPacket other =
        new EventPacket(
            "c",
            "evk4",
            1,
            2,
            0,
            p.startUs(),
            p.endUs(),
            p.encoding(),
            1280,
            720,
            p.events(),
            false,
            false,
            Map.of());
    assertThat(camera.arrives(other)).map(Refusal::reason).contains(Reason.DUP_CONFLICT);
    EventPacket older = Packets.even(0, 2, 200_000, 299_999, 10);
    assertThat(camera.arrives(older)).map(Refusal::field).contains("session");
    camera.steady(2, 4, 10);
    assertThat(camera.counts()).containsExactly(30L);
  }

  @Test
  void aCameraThatCountsForItselfIsControlledByItsRates() {
    camera.rules = ControlledCamera.rules(ControlMode.FAST_AND_SLOW, false);
    double[] rates = {0.5e6, 1.0e6, 1.5e6, 2.0e6, 2.5e6};
    for (int i = 0; i < rates.length; i++) {
      long start = i * 300_000L;
      MeasuredRate m =
          new MeasuredRate("c", "davis346", start, start + 300_000, 0, 0, 0, rates[i], false, 0);
      assertThat(camera.control().onRate(m, NOON + start / 1000)).isEmpty();
      assertThat(camera.control().onRate(m, NOON + start / 1000)).isEmpty();
    }
    assertThat(camera.commands.subList(1, 6))
        .extracting(c -> c.codes().refractory())
        .containsExactly(57, 43, 30, 17, 4);
    assertThat(camera.repeated).isEqualTo(5);
    MeasuredRate evk4 = new MeasuredRate("c", "evk4", 1_500_000, 1_800_000, 0, 0, 0, 1, false, 0);
    assertThat(camera.control().onRate(evk4, NOON + 1500))
        .map(Refusal::reason)
        .contains(Reason.DUP_CONFLICT);
  }

  /** Windows between packets and a rate of far later would fill any memory: a jump has a limit. */
  @Test
  void aRateOfFarLaterThanThePacketsLeavesNoGapToBeFilled() {
    camera.rules = ControlledCamera.rules(ControlMode.FAST_AND_SLOW, false);
    camera.steady(0, 4, 10);
    long far = 1L << 59;
    MeasuredRate m = new MeasuredRate("c", "davis346", far, far + 300_000, 0, 0, 0, 1e6, false, 0);
    assertThat(camera.control().onRate(m, NOON + 400)).isEmpty();
    camera.control().advance(NOON + 5_000);
    assertThat(camera.windows).hasSizeBetween(15, 1_100);
    assertThat(camera.state.open.startUs()).isGreaterThan(far);
  }

  @Test
  void anotherModeGoesOnWithTheCodesInForce() {
    camera.rules = ControlledCamera.rules(ControlMode.FAST_AND_SLOW, true);
    camera.steady(0, 7, 100_000);
    int code = camera.state.controller.codes.refractory();
    assertThat(code).isEqualTo(43);
    camera.rules = ControlledCamera.rules(ControlMode.JAER_LIMIT_REFRACTORY, false);
    camera.steady(7, 8, 100_000);
    assertThat(camera.state.controller.codes.refractory()).isEqualTo(code);
    assertThat(camera.state.mode).isEqualTo(ControlMode.JAER_LIMIT_REFRACTORY);
  }
}
