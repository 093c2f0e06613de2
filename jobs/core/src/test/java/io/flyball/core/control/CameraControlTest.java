package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.Packets;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Arrivals are ms after noon; a packet of 100 ms arrives when it ends. */
class CameraControlTest {
  private static final long NOON = 1_700_000_000_000L;
  private static final SensorProfile DAVIS = SensorProfile.named("davis346");

  private final CameraState state = new CameraState();
  private final List<CameraWindow> windows = new ArrayList<>();
  private final List<CameraCommand> commands = new ArrayList<>();
  private int taken;
  private int repeated;
  private CameraRules rules = rules(ControlMode.FAST_AND_SLOW_SAFE, false);

  private static CameraRules rules(ControlMode mode, boolean reference) {
    return new CameraRules(DAVIS, mode, mode.defaults(DAVIS), reference, 500, 0);
  }

  private CameraControl control() {
    return new CameraControl(
        "c",
        rules,
        state,
        new CameraOutput() {
          @Override
          public void taken() {
            taken++;
          }

          @Override
          public void repeated() {
            repeated++;
          }

          @Override
          public void window(CameraWindow window) {
            windows.add(window);
          }

          @Override
          public void command(CameraCommand command) {
            commands.add(command);
          }
        });
  }

  private Optional<Refusal> arrives(EventPacket packet) {
    return control().onPacket(packet, NOON + packet.endUs() / 1000);
  }

  /** Packets of 100 ms, numbered by their place in device time. */
  private void steady(long from, long to, int events) {
    for (long k = from; k < to; k++) {
      arrives(Packets.even(1, k, k * 100_000, k * 100_000 + 99_999, events));
    }
  }

  private List<Long> counts() {
    return windows.stream().map(w -> w.on() + w.off()).toList();
  }

  @Test
  void theFirstPacketTellsTheCameraEveryCode() {
    steady(0, 1, 10);
    assertThat(commands).hasSize(1);
    assertThat(commands.get(0).writes()).hasSize(5).allMatch(w -> w.why() == BiasWrite.Why.RESEND);
    assertThat(commands.get(0).id()).isEqualTo("c/" + (NOON + 99) + "/0/resend");
    steady(1, 3, 10);
    assertThat(commands).hasSize(1);
  }

  @Test
  void codesThatTheFirstPacketNamesAreTakenOver() {
    Map<String, Integer> biases =
        Map.of("REFRACTORY", 40, "PHOTORECEPTOR", 100, "FOLLOWER", 30, "ON", 60, "OFF", 170);
    EventPacket plain = Packets.even(1, 0, 0, 99_999, 10);
    arrives(
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
    assertThat(commands).isEmpty();
    assertThat(state.controller.codes).isEqualTo(new BiasCodes(40, 100, 30, 60, 170));
  }

  @Test
  void modesThatNeverWriteTellNothing() {
    rules = rules(ControlMode.CONSTANT, false);
    steady(0, 9, 10);
    assertThat(windows).isNotEmpty();
    assertThat(commands).isEmpty();
  }

  @Test
  void windowsFollowDeviceTimeAndOneThatWasNotSeenFromItsBeginningIsUndercounted() {
    steady(7, 16, 10);
    assertThat(windows)
        .extracting(CameraWindow::startUs)
        .containsExactly(600_000L, 900_000L, 1_200_000L);
    assertThat(counts()).containsExactly(20L, 30L, 30L);
    assertThat(windows).extracting(CameraWindow::undercounted).containsExactly(true, false, false);
    assertThat(windows.get(1).rate()).isEqualTo(100);
    assertThat(windows.get(1).side()).isEqualTo(-1);
  }

  @Test
  void aRepeatedPacketIsDroppedAndCounted() {
    steady(0, 2, 10);
    steady(0, 2, 10);
    steady(2, 4, 10);
    assertThat(counts()).containsExactly(30L);
    assertThat(windows.get(0).repeated()).isEqualTo(2);
    assertThat(windows.get(0).undercounted()).isFalse();
    assertThat(taken).isEqualTo(4);
    assertThat(repeated).isEqualTo(2);
  }

  @Test
  void aGapMarksEveryWindowThatItTouches() {
    steady(0, 4, 10);
    steady(8, 16, 10);
    assertThat(windows)
        .extracting(CameraWindow::undercounted)
        .containsExactly(false, true, true, false, false);
    assertThat(windows).extracting(CameraWindow::lost).containsExactly(0L, 4L, 0L, 0L, 0L);
  }

  @Test
  void anUndercountedWindowMayCloseButNeverOpen() {
    steady(0, 3, 100_000);
    int closed = state.controller.codes.refractory();
    assertThat(closed).isLessThan(57);
    steady(6, 12, 1);
    assertThat(windows.get(1).undercounted()).isTrue();
    List<CameraCommand> opening = commands.stream().filter(c -> c.deviceUs() <= 900_000).toList();
    assertThat(opening).allMatch(c -> c.codes().refractory() <= closed || c.deviceUs() <= 300_000);
  }

  @Test
  void aPacketThatFillsAHoleCountsInTheOpenWindowOrIsTooLate() {
    steady(0, 1, 10);
    EventPacket second = Packets.even(1, 1, 100_000, 199_999, 10);
    EventPacket third = Packets.even(1, 2, 200_000, 299_999, 10);
    control().onPacket(third, NOON + 300);
    control().onPacket(second, NOON + 310);
    steady(3, 4, 10);
    assertThat(counts()).containsExactly(30L);
    steady(5, 19, 10);
    Optional<Refusal> refusal =
        control().onPacket(Packets.even(1, 4, 400_000, 499_999, 10), NOON + 1900);
    assertThat(refusal).map(Refusal::reason).contains(Reason.TOO_LATE);
  }

  @Test
  void aCameraThatSaysThatItStopsIsNotSilent() {
    steady(0, 4, 10);
    assertThat(control().deadlineMs()).isLessThan(Long.MAX_VALUE);
    arrives(Packets.last(1, 4, 399_999));
    assertThat(counts()).containsExactly(30L, 10L);
    assertThat(windows).extracting(CameraWindow::undercounted).containsExactly(false, true);
    assertThat(control().deadlineMs()).isEqualTo(Long.MAX_VALUE);
    control().advance(NOON + 60_000);
    assertThat(windows).hasSize(2);
    arrives(Packets.even(1, 5, 6_000_000, 6_099_999, 10));
    arrives(Packets.last(1, 6, 6_099_999));
    assertThat(windows).extracting(CameraWindow::startUs).containsExactly(0L, 300_000L, 6_000_000L);
  }

  @Test
  void aWindowNamesTheCommandThatFollowedFromIt() {
    steady(0, 6, 100_000);
    assertThat(windows).hasSize(1);
    assertThat(windows.get(0).command())
        .isEqualTo(commands.get(1).id())
        .isEqualTo(windows.get(0).id());
    rules = rules(ControlMode.CONSTANT, false);
    steady(6, 7, 10);
    assertThat(windows.get(1).command()).isNull();
  }

  @Test
  void aBadPacketIsRefusedWithoutATrace() {
    steady(0, 2, 10);
    byte[] elsewhere = Packets.even(1, 2, 900_000, 950_000, 10).events();
    EventPacket bad = Packets.of(1, 2, 200_000, 299_999, SensorEncoding.EVT2, elsewhere);
    assertThat(arrives(bad)).map(Refusal::field).contains("events");
    steady(2, 7, 10);
    assertThat(counts()).containsExactly(30L, 30L);
    assertThat(windows).noneMatch(CameraWindow::undercounted);
  }

  @Test
  void twoSensorsOrTwoSessionsUnderOneIdAreConflicts() {
    steady(0, 2, 10);
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
    assertThat(arrives(other)).map(Refusal::reason).contains(Reason.DUP_CONFLICT);
    EventPacket older = Packets.even(0, 2, 200_000, 299_999, 10);
    assertThat(arrives(older)).map(Refusal::field).contains("session");
    steady(2, 4, 10);
    assertThat(counts()).containsExactly(30L);
  }

  @Test
  void aNewSessionTellsEveryCodeAgainAndMeasuresFromItsOwnClock() {
    steady(0, 5, 10);
    int told = commands.size();
    control().onPacket(Packets.even(2, 0, 0, 99_999, 10), NOON + 60_000);
    assertThat(commands.subList(told, commands.size()))
        .anyMatch(c -> c.writes().size() == 5 && c.writes().get(0).why() == BiasWrite.Why.RESEND);
    control().onPacket(Packets.even(2, 1, 100_000, 299_999, 10), NOON + 60_200);
    control().onPacket(Packets.even(2, 2, 300_000, 310_000, 1), NOON + 60_210);
    CameraWindow last = windows.get(windows.size() - 1);
    assertThat(last.startUs()).isZero();
    assertThat(last.on() + last.off()).isEqualTo(20);
    assertThat(last.undercounted()).isFalse();
  }

  @Test
  void aDeviceClockThatRestartsDoesNotMakeTheControllerDeaf() {
    // Two slow steps' worth of darkness, so that the controller is settling when the clock
    // restarts.
    for (long k = 0; k < 20; k++) {
      control()
          .onPacket(
              Packets.even(1, k, 1_000_000_000 + k * 100_000, 1_000_099_999 + k * 100_000, 1),
              NOON + k * 100);
    }
    int steps = state.controller.slowSteps;
    assertThat(steps).isPositive();
    for (long k = 20; k < 60; k++) {
      control()
          .onPacket(
              Packets.even(1, k, (k - 20) * 100_000, (k - 20) * 100_000 + 99_999, 1),
              NOON + k * 100);
    }
    assertThat(state.controller.slowSteps).isGreaterThan(steps);
  }

  @Test
  void aSilentCameraClosesEmptyWindowsAsTimePasses() {
    steady(0, 3, 10);
    assertThat(control().deadlineMs()).isEqualTo(NOON + 299 + 1 + 500);
    control().advance(NOON + 799);
    assertThat(windows).isEmpty();
    control().advance(NOON + 2000);
    assertThat(counts()).containsExactly(30L, 0L, 0L, 0L, 0L);
    assertThat(windows.subList(1, 5)).allMatch(CameraWindow::silent);
    assertThat(state.controller.codes.refractory()).isEqualTo(57);
  }

  @Test
  void whenTimeIsToldMakesNoDifference() {
    steady(0, 5, 10);
    for (long t = 0; t < 4000; t += 7) {
      control().advance(NOON + t);
    }
    steady(40, 46, 10);
    List<CameraWindow> often = List.copyOf(windows);
    CameraControlTest once = new CameraControlTest();
    once.steady(0, 5, 10);
    once.steady(40, 46, 10);
    assertThat(once.windows).isEqualTo(often);
    assertThat(once.commands).isEqualTo(commands);
  }

  @Test
  void aPacketThatWasOnlySlowTakesSilenceBack() {
    steady(0, 4, 10);
    control().onPacket(Packets.even(1, 4, 400_000, 499_999, 10), NOON + 5000);
    control().onPacket(Packets.even(1, 5, 500_000, 910_000, 42), NOON + 5400);
    CameraWindow again =
        windows.stream()
            .filter(w -> w.startUs() == 300_000 && !w.silent())
            .findFirst()
            .orElseThrow();
    // 10 events of this window had been counted before the silence.
    assertThat(again.on() + again.off()).isGreaterThan(20);
    assertThat(again.undercounted()).isFalse();
    assertThat(windows.get(windows.size() - 1).startUs()).isEqualTo(600_000);
    assertThat(windows.get(windows.size() - 1).silent()).isFalse();
  }

  @Test
  void aCameraThatCountsForItselfIsControlledByItsRates() {
    rules = rules(ControlMode.FAST_AND_SLOW, false);
    double[] rates = {0.5e6, 1.0e6, 1.5e6, 2.0e6, 2.5e6};
    for (int i = 0; i < rates.length; i++) {
      long start = i * 300_000L;
      MeasuredRate m =
          new MeasuredRate("c", "davis346", start, start + 300_000, 0, 0, 0, rates[i], false);
      assertThat(control().onRate(m, NOON + start / 1000)).isEmpty();
      assertThat(control().onRate(m, NOON + start / 1000)).isEmpty();
    }
    assertThat(commands.subList(1, 6))
        .extracting(c -> c.codes().refractory())
        .containsExactly(57, 43, 30, 17, 4);
    assertThat(repeated).isEqualTo(5);
    MeasuredRate evk4 = new MeasuredRate("c", "evk4", 1_500_000, 1_800_000, 0, 0, 0, 1, false);
    assertThat(control().onRate(evk4, NOON + 1500))
        .map(Refusal::reason)
        .contains(Reason.DUP_CONFLICT);
  }

  @Test
  void anotherModeGoesOnWithTheCodesInForce() {
    rules = rules(ControlMode.FAST_AND_SLOW, true);
    steady(0, 7, 100_000);
    int code = state.controller.codes.refractory();
    assertThat(code).isEqualTo(43);
    rules = rules(ControlMode.JAER_LIMIT_REFRACTORY, false);
    steady(7, 8, 100_000);
    assertThat(state.controller.codes.refractory()).isEqualTo(code);
    assertThat(state.mode).isEqualTo(ControlMode.JAER_LIMIT_REFRACTORY);
  }
}
