package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static io.flyball.jobs.bias.Fixtures.arrival;
import static io.flyball.jobs.bias.Fixtures.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.BiasWrite.Why;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.ControlMode;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.harness.Subtasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BiasFunctionTest {
  private static final String PUBLISHED = "bias.control.mode=FAST_AND_SLOW";
  private static final String REFERENCE = "bias.control.reference-windows=true";

  private Subtasks<CameraArrival, CameraWindow> operator;

  private void open(String... sets) throws Exception {
    operator = new Subtasks<>(Operators.control(Fixtures.config(sets)), 1, false);
    Operators.clock(operator, NOON);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private void arrives(CameraArrival in) throws Exception {
    operator.send(in, in.arrivedMs());
  }

  /** Packets of 100 ms of a camera whose clock began at an offset, as they come in. */
  private void steady(String camera, long offsetUs, int from, int to, int events) throws Exception {
    for (int k = from; k < to; k++) {
      long start = offsetUs + k * 100_000L;
      arrives(arrival(packet(camera, k, start, start + 99_999, events), k * 100L + 100));
    }
  }

  private List<CameraCommand> commands() {
    return operator.side(BiasFunction.COMMANDS);
  }

  private List<Integer> fastCodes() {
    return commands().stream()
        .flatMap(c -> c.writes().stream())
        .filter(w -> w.why() == Why.FAST)
        .map(w -> w.code())
        .toList();
  }

  private String slowSteps() {
    StringBuilder steps = new StringBuilder();
    for (CameraCommand c : commands()) {
      boolean up = c.writes().stream().anyMatch(w -> w.why() == Why.SLOW_UP);
      boolean down = c.writes().stream().anyMatch(w -> w.why() == Why.SLOW_DOWN);
      steps.append(up ? "U" : down ? "D" : c.writes().size() == 1 ? "." : "");
    }
    return steps.toString();
  }

  /** The published vectors; the camera is told all codes first. */
  @ParameterizedTest
  @CsvSource({
    "0.5 1.0 1.5 2.0 2.5, 57 43 30 17 4, .....",
    "0.3 0.3, 57 57, .U",
    "0.3 0.3 0.3 0.3, 57 57 57 57, .U.U",
    "0.3 1.0 0.3 0.3, 57 43 57 57, ...U",
    "3 3 3 3, 4 4 4 4, .D.D",
    "0.3 3.0 0.3, 57 4 57, ..U"
  })
  void referenceVectorsComeOutOfTheJob(String rates, String codes, String slow) throws Exception {
    open(PUBLISHED);
    int n = 0;
    for (String rate : rates.split(" ")) {
      arrives(Fixtures.rate("c", n++, Double.parseDouble(rate) * 1e6));
    }
    assertThat(fastCodes())
        .isEqualTo(java.util.Arrays.stream(codes.split(" ")).map(Integer::valueOf).toList());
    assertThat(slowSteps()).isEqualTo(slow);
    assertThat(commands().get(0).writes()).hasSize(5).allMatch(w -> w.why() == Why.RESEND);
  }

  @ParameterizedTest
  @CsvSource({"EVT2, 65536", "EVT3, 131072", "EVT2, 4000"})
  void theRealDavisSecondComesOutOfItsPackets(SensorEncoding encoding, int bytes) throws Exception {
    open(PUBLISHED, REFERENCE);
    for (EventPacket p : Fixtures.recording("davis346_1s.aedat4", encoding, bytes)) {
      arrives(arrival(p, p.sequence() * 5));
    }
    assertThat(operator.main())
        .extracting(w -> Math.round(w.rate() * 100) / 100.0)
        .containsExactly(505_013.33, 242_423.33, 927_090.0);
    assertThat(fastCodes()).containsExactly(56, 57, 45);
    assertThat(slowSteps()).isEqualTo("...");
  }

  @ParameterizedTest
  @EnumSource(value = ControlMode.class, mode = Mode.EXCLUDE, names = "ERC_DROP")
  void everyModeRunsInTheJob(ControlMode mode) throws Exception {
    open("bias.control.mode=" + mode);
    for (int n = 0; n < 20; n++) {
      arrives(Fixtures.rate("c", n, 4e6));
    }
    assertThat(operator.main()).hasSize(20).allMatch(w -> w.side() == 1);
    assertThat(commands().isEmpty()).isEqualTo(!mode.writes());
    assertThat(commands()).allMatch(c -> c.mode() == mode);
  }

  @Test
  void deviceClocksOfTwoCamerasNeverMix() throws Exception {
    open();
    for (int k = 0; k < 30; k++) {
      long late = 7_000_000_000_000L + k * 100_000L;
      arrives(arrival(packet("late", k, late, late + 99_999, 100), k * 100L + 90));
      arrives(arrival(packet("early", k, k * 100_000L, k * 100_000L + 99_999, 100), k * 100L + 95));
      operator.watermark(NOON + k * 100L + 94);
    }
    for (String camera : List.of("early", "late")) {
      assertThat(operator.main())
          .filteredOn(w -> w.camera().equals(camera) && !w.undercounted())
          .hasSizeGreaterThan(7)
          .allMatch(w -> w.on() + w.off() == 300 && !w.silent());
    }
  }

  @Test
  void eventTimeClosesTheWindowsOfASilentCameraWhileOthersSend() throws Exception {
    open();
    steady("silent", 0, 0, 3, 100);
    steady("sends", 0, 0, 30, 100);
    operator.watermark(NOON + 2_999);
    assertThat(operator.main())
        .filteredOn(w -> w.camera().equals("silent") && w.silent())
        .extracting(CameraWindow::endUs)
        .containsExactly(
            300_000L,
            600_000L,
            900_000L,
            1_200_000L,
            1_500_000L,
            1_800_000L,
            2_100_000L,
            2_400_000L);
  }

  @Test
  void thisMachinesClockClosesThemWhereNothingMovesEventTime() throws Exception {
    open();
    steady("c", 0, 0, 3, 100);
    for (long t = 0; t <= 3_000; t += 100) {
      Operators.clock(operator, NOON + 300 + t);
    }
    assertThat(operator.main().stream().filter(CameraWindow::silent).count()).isBetween(5L, 9L);
    assertThat(commands().get(commands().size() - 1).codes().refractory()).isEqualTo(57);
  }

  @Test
  void aBacklogIsNotTakenForSilence() throws Exception {
    open();
    Operators.clock(operator, NOON + 3_600_000);
    steady("c", 0, 0, 4, 100);
    Operators.clock(operator, NOON + 3_660_000);
    assertThat(operator.main()).hasSize(1).noneMatch(CameraWindow::silent);
  }

  @Test
  void aCameraIsForgottenAndLeavesNothing() throws Exception {
    open("bias.forget-after=10 s");
    steady("c", 0, 0, 4, 100);
    assertThat(operator.entries()).isEqualTo(1);
    operator.watermark(NOON + 10_400);
    assertThat(operator.entries()).isZero();
    assertThat(operator.timers()).isZero();
    assertThat(operator.counts()).containsEntry("FORGOTTEN", 1L);
    int before = commands().size();
    arrives(arrival(packet("c", 9, 900_000, 999_999, 100), 20_000));
    assertThat(commands()).hasSize(before + 1);
  }

  @Test
  void theClockForgetsACameraToo() throws Exception {
    open("bias.forget-after=10 s");
    steady("c", 0, 0, 4, 100);
    for (long t = 0; t <= 12_000; t += 500) {
      Operators.clock(operator, NOON + 400 + t);
    }
    assertThat(operator.entries()).isZero();
  }

  @Test
  void anUnfinishedWindowAtTheEndIsNotReported() throws Exception {
    open();
    steady("c", 0, 0, 4, 100);
    operator.watermark(Long.MAX_VALUE);
    assertThat(operator.main()).hasSize(1);
    assertThat(operator.entries()).isZero();
    assertThat(operator.timers()).isZero();
  }

  @Test
  void whatIsRefusedKeepsItsBytesAndDisturbsNothing() throws Exception {
    open();
    steady("c", 0, 0, 2, 100);
    EventPacket p = packet("c", 2, 200_000, 299_999, 100);
    EventPacket otherSensor =
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
    EventPacket otherTimes =
        packet(
            "c",
            2,
            200_000,
            299_999,
            SensorEncoding.EVT2,
            packet("c", 2, 7_000_000, 7_100_000, 9).events());
    EventPacket half = packet("c", 2, 200_000, 299_999, SensorEncoding.EVT2, new byte[] {1, 2, 3});
    for (EventPacket bad : List.of(otherSensor, otherTimes, half)) {
      arrives(arrival(bad, 250));
    }
    arrives(arrival(packet("x", 0, 0, 1, SensorEncoding.EVT2, new byte[] {1}), 251));
    steady("c", 0, 2, 4, 100);
    assertThat(operator.main()).hasSize(1).allMatch(w -> w.off() == 300 && !w.undercounted());
    List<DeadLetter> letters = operator.side(BiasFunction.REFUSED);
    assertThat(letters)
        .extracting(DeadLetter::reason)
        .containsExactly(
            Reason.DUP_CONFLICT, Reason.OUT_OF_RANGE, Reason.OUT_OF_RANGE, Reason.OUT_OF_RANGE);
    assertThat(letters.get(1).message()).contains("200000 to 299999");
    RawRecord replayed = Fixtures.raw("camera.packets", 0, 0, letters.get(0).value());
    EventPacket again = new BiasDecoder(Fixtures.config()).apply(replayed).packet();
    assertThat(again).usingRecursiveComparison().isEqualTo(otherSensor);
    assertThat(operator.counts()).containsEntry("TAKEN", 4L).containsEntry("DEAD_LETTERS", 4L);
    operator.watermark(Long.MAX_VALUE);
    assertThat(operator.entries()).isZero();
  }

  @Test
  void afterARestoreEveryCodeIsSentAgain() throws Exception {
    open();
    steady("c", 0, 0, 10, 60_000);
    List<CameraCommand> before = commands();
    operator.restoreAt(2);
    Operators.clock(operator, NOON + 1_600);
    List<CameraCommand> after = commands();
    assertThat(after.get(0).writes()).hasSize(5).allMatch(w -> w.why() == Why.RESEND);
    assertThat(after.get(0).codes()).isEqualTo(before.get(before.size() - 1).codes());
    long resent = after.stream().filter(c -> c.writes().get(0).why() == Why.RESEND).count();
    assertThat(resent).isEqualTo(1);
  }
}
