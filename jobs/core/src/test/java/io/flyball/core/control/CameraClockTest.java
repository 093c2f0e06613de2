package io.flyball.core.control;

import static io.flyball.core.control.ControlledCamera.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.Packets;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a camera's control makes of silence, late packets, new sessions and clocks that restart. */
class CameraClockTest {
  private final ControlledCamera camera = new ControlledCamera();

  @Test
  void aPacketThatFillsAHoleCountsInTheOpenWindowOrIsTooLate() {
    camera.steady(0, 1, 10);
    EventPacket second = Packets.even(1, 1, 100_000, 199_999, 10);
    EventPacket third = Packets.even(1, 2, 200_000, 299_999, 10);
    camera.control().onPacket(third, NOON + 300);
    camera.control().onPacket(second, NOON + 310);
    camera.steady(3, 4, 10);
    assertThat(camera.counts()).containsExactly(30L);
    camera.steady(5, 19, 10);
    Optional<Refusal> refusal =
        camera.control().onPacket(Packets.even(1, 4, 400_000, 499_999, 10), NOON + 1900);
    assertThat(refusal).map(Refusal::reason).contains(Reason.TOO_LATE);
  }

  @Test
  void aCameraThatSaysThatItStopsIsNotSilent() {
    camera.steady(0, 4, 10);
    assertThat(camera.control().deadlineMs()).isLessThan(Long.MAX_VALUE);
    camera.arrives(Packets.last(1, 4, 399_999));
    assertThat(camera.counts()).containsExactly(30L, 10L);
    assertThat(camera.windows).extracting(CameraWindow::undercounted).containsExactly(false, true);
    assertThat(camera.control().deadlineMs()).isEqualTo(Long.MAX_VALUE);
    camera.control().advance(NOON + 60_000);
    assertThat(camera.windows).hasSize(2);
    camera.arrives(Packets.even(1, 5, 6_000_000, 6_099_999, 10));
    camera.arrives(Packets.last(1, 6, 6_099_999));
    assertThat(camera.windows)
        .extracting(CameraWindow::startUs)
        .containsExactly(0L, 300_000L, 6_000_000L);
  }

  @Test
  void aNewSessionTellsEveryCodeAgainAndMeasuresFromItsOwnClock() {
    camera.steady(0, 5, 10);
    int told = camera.commands.size();
    camera.control().onPacket(Packets.even(2, 0, 0, 99_999, 10), NOON + 60_000);
    assertThat(camera.commands.subList(told, camera.commands.size()))
        .anyMatch(c -> c.writes().size() == 5 && c.writes().get(0).why() == BiasWrite.Why.RESEND);
    camera.control().onPacket(Packets.even(2, 1, 100_000, 299_999, 10), NOON + 60_200);
    camera.control().onPacket(Packets.even(2, 2, 300_000, 310_000, 1), NOON + 60_210);
    CameraWindow last = camera.windows.get(camera.windows.size() - 1);
    assertThat(last.startUs()).isZero();
    assertThat(last.on() + last.off()).isEqualTo(20);
    assertThat(last.undercounted()).isFalse();
  }

  @Test
  void aDeviceClockThatRestartsDoesNotMakeTheControllerDeaf() {
    // Two slow steps' worth of darkness, so that the controller is settling when the clock
    // restarts.
    for (long k = 0; k < 20; k++) {
      camera
          .control()
          .onPacket(
              Packets.even(1, k, 1_000_000_000 + k * 100_000, 1_000_099_999 + k * 100_000, 1),
              NOON + k * 100);
    }
    int steps = camera.state.controller.slowSteps;
    assertThat(steps).isPositive();
    for (long k = 20; k < 60; k++) {
      camera
          .control()
          .onPacket(
              Packets.even(1, k, (k - 20) * 100_000, (k - 20) * 100_000 + 99_999, 1),
              NOON + k * 100);
    }
    assertThat(camera.state.controller.slowSteps).isGreaterThan(steps);
  }

  @Test
  void aSilentCameraClosesEmptyWindowsAsTimePasses() {
    camera.steady(0, 3, 10);
    assertThat(camera.control().deadlineMs()).isEqualTo(NOON + 299 + 1 + 500);
    camera.control().advance(NOON + 799);
    assertThat(camera.windows).isEmpty();
    camera.control().advance(NOON + 2000);
    assertThat(camera.counts()).containsExactly(30L, 0L, 0L, 0L, 0L);
    assertThat(camera.windows.subList(1, 5)).allMatch(CameraWindow::silent);
    assertThat(camera.state.controller.codes.refractory()).isEqualTo(57);
  }

  @Test
  void whenTimeIsToldMakesNoDifference() {
    camera.steady(0, 5, 10);
    for (long t = 0; t < 4000; t += 7) {
      camera.control().advance(NOON + t);
    }
    camera.steady(40, 46, 10);
    List<CameraWindow> often = List.copyOf(camera.windows);
    ControlledCamera once = new ControlledCamera();
    once.steady(0, 5, 10);
    once.steady(40, 46, 10);
    assertThat(once.windows).isEqualTo(often);
    assertThat(once.commands).isEqualTo(camera.commands);
  }

  @Test
  void aPacketThatWasOnlySlowTakesSilenceBack() {
    camera.steady(0, 4, 10);
    camera.control().onPacket(Packets.even(1, 4, 400_000, 499_999, 10), NOON + 5000);
    camera.control().onPacket(Packets.even(1, 5, 500_000, 910_000, 42), NOON + 5400);
    CameraWindow again =
        camera.windows.stream()
            .filter(w -> w.startUs() == 300_000 && !w.silent())
            .findFirst()
            .orElseThrow();
    // 10 events of this window had been counted before the silence.
    assertThat(again.on() + again.off()).isGreaterThan(20);
    assertThat(again.undercounted()).isFalse();
    assertThat(again.revision()).isEqualTo(1);
    assertThat(camera.windows.get(camera.windows.size() - 1).startUs()).isEqualTo(600_000);
    assertThat(camera.windows.get(camera.windows.size() - 1).silent()).isFalse();
  }

  @Test
  void aWindowThatSilenceCutsShortIsUndercountedUntilItIsMeasuredAgain() {
    camera.steady(0, 4, 10);
    camera.control().advance(NOON + 2000);
    CameraWindow part = camera.windows.get(1);
    assertThat(part.startUs()).isEqualTo(300_000);
    assertThat(part.undercounted()).isTrue();
    assertThat(part.silent()).isTrue();
    assertThat(camera.windows.get(2).undercounted()).isFalse();
    camera.control().onPacket(Packets.even(1, 4, 400_000, 599_999, 20), NOON + 2100);
    camera.control().onPacket(Packets.even(1, 5, 600_000, 600_000, 1), NOON + 2110);
    CameraWindow whole = camera.windows.get(camera.windows.size() - 1);
    assertThat(whole.startUs()).isEqualTo(300_000);
    assertThat(whole.on() + whole.off()).isEqualTo(30);
    assertThat(whole.undercounted()).isFalse();
    assertThat(whole.revision()).isEqualTo(1);
  }

  /** However often silence is taken for granted and taken back, the last measurement is highest. */
  @Test
  void ofSeveralMeasurementsTheHighestRevisionIsTheLast() {
    camera.steady(0, 4, 10);
    long now = NOON;
    for (long k = 4; k < 12; k++) {
      now += 3000;
      camera.control().onPacket(Packets.even(1, k, k * 100_000, k * 100_000 + 99_999, 10), now);
    }
    camera.control().onPacket(Packets.last(1, 12, 1_199_999), now);
    java.util.Map<Long, CameraWindow> highest = new java.util.TreeMap<>();
    for (CameraWindow w : camera.windows) {
      CameraWindow before = highest.put(w.startUs(), w);
      assertThat(before == null || before.revision() < w.revision()).as(w.toString()).isTrue();
    }
    for (long start = 0; start < 1_200_000; start += 300_000) {
      CameraWindow w = highest.get(start);
      assertThat(w.on() + w.off()).as(w.toString()).isEqualTo(30);
    }
  }

  @Test
  void aShorterWindowKeepsTheEventsOfTheOneThatWasOpen() {
    camera.steady(0, 4, 10);
    camera.rules =
        new CameraRules(
            camera.rules.profile(),
            camera.rules.mode(),
            camera.rules.parameters().with(d -> d.windowUs = 100_000),
            camera.rules.functions(),
            false,
            500,
            1);
    camera.control().onPacket(Packets.even(1, 4, 400_000, 499_999, 10), NOON + 400);
    camera.control().onPacket(Packets.even(1, 5, 500_000, 599_999, 10), NOON + 500);
    assertThat(camera.counts()).containsExactly(30L, 10L, 10L);
    assertThat(camera.windows.get(1).undercounted()).isTrue();
  }
}
