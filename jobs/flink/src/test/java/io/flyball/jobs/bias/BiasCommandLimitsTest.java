package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static io.flyball.jobs.bias.Fixtures.arrival;
import static io.flyball.jobs.bias.Fixtures.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.MeasuredRate;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.BiasSetting;
import io.flyball.schemas.RateWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What leaves the job for a camera: codes inside their ranges, and windows that say what they are.
 */
class BiasCommandLimitsTest {
  private Subtasks<CameraArrival, CameraWindow> operator;

  private void open(String... sets) throws Exception {
    operator = new Subtasks<>(Operators.control(Fixtures.config(sets)), 1, false);
    Operators.clock(operator, NOON);
  }

  @AfterEach
  void close() {
    if (operator != null) {
      operator.close();
    }
  }

  private void rates(String sensor, int windows, double rate) throws Exception {
    for (int k = 0; k < windows; k++) {
      MeasuredRate m =
          new MeasuredRate("c1", sensor, k * 300_000L, (k + 1) * 300_000L, 0, 0, 0, rate, false, 0);
      CameraArrival in = new CameraArrival(null, m, "rates", 0, k, NOON + (k + 1) * 300L);
      operator.send(in, in.arrivedMs());
    }
  }

  private List<BiasCommand> commands() {
    return operator.side(BiasFunction.COMMANDS).stream().map(Fixtures::toAvro).toList();
  }

  @Test
  void commandsStayInsideTheUsersLimitsAndSaySaturation() throws Exception {
    open("bias.control.mode=SLOW_ONLY", "bias.control.limits.ON=83..110");
    rates("evk4", 45, 6e7);
    List<BiasSetting> on = new ArrayList<>();
    for (BiasCommand command : commands()) {
      for (BiasSetting setting : command.getSettings()) {
        if (setting.getBias().equals("ON")) {
          on.add(setting);
        }
      }
      assertThat(command.getCodes().get("ON")).isBetween(83, 110);
      assertThat(command.getCodes().get("OFF")).isBetween(35, 76);
    }
    assertThat(on).allMatch(s -> s.getCode() >= 83 && s.getCode() <= 110);
    assertThat(on).allMatch(s -> s.getSaturated() == (s.getCode() == 110));
    assertThat(on.get(on.size() - 1).getCode()).isEqualTo(110);
  }

  @Test
  void aBiasWithoutARegisterIsNeitherWrittenNorReported() throws Exception {
    open("bias.control.mode=FAST_AND_SLOW");
    rates("genx320", 45, 6e7);
    for (BiasCommand command : commands()) {
      assertThat(command.getSettings()).noneMatch(s -> s.getRegister().isEmpty());
      assertThat(command.getCodes()).doesNotContainKey("PHOTORECEPTOR").hasSize(4);
    }
    assertThat(Fixtures.toAvro(operator.main().get(0)).getCodes()).hasSize(4);
  }

  @Test
  void aGenericSensorIsMeasuredAndToldNothing() throws Exception {
    open("bias.control.mode=FAST_AND_SLOW");
    rates("generic", 20, 6e7);
    assertThat(operator.main()).hasSize(20).allMatch(w -> w.side() == 1 && w.pinned() == 0);
    assertThat(operator.side(BiasFunction.COMMANDS)).isEmpty();
  }

  @Test
  void limitsThatNoRegisterHoldsAreRefusedAtTheStart() {
    for (String limits : List.of("-10..60", "83..4000", "60..50", "wide")) {
      assertThatThrownBy(() -> Fixtures.config("bias.control.limits.ON=" + limits))
          .hasMessageContaining("limits.ON")
          .hasMessageContaining(limits);
    }
    assertThatThrownBy(() -> Fixtures.config("bias.control.limits.ON=83..4000"))
        .hasMessageContaining("0..255 of EVK4");
  }

  @Test
  void limitsThatOneSensorCannotHoldAreRefusedForItsCameras() throws Exception {
    open("bias.control.mode=SLOW_ONLY", "bias.control.limits.ON=83..400");
    rates("evk4", 150, 6e7);
    assertThat(operator.side(BiasFunction.ALERTS))
        .extracting(Alert::summary)
        .singleElement()
        .asString()
        .contains("limits.ON is 83..400")
        .contains("0..255");
    assertThat(commands()).allMatch(c -> c.getCodes().get("ON") <= 140);
  }

  @Test
  void limitsThatBecomeNarrowerAreWrittenAtOnce() throws Exception {
    open("bias.control.mode=FAST_AND_SLOW_SAFE");
    rates("evk4", 1, 1e7);
    Operators.broadcast(
        operator, Fixtures.control("bias", 1, Map.of("limits.ON", "83..90", "mode", "SLOW_ONLY")));
    MeasuredRate next = new MeasuredRate("c1", "evk4", 300_000, 600_000, 0, 0, 0, 1e7, false, 0);
    operator.send(new CameraArrival(null, next, "rates", 0, 1, NOON + 600), NOON + 600);
    List<BiasCommand> commands = commands();
    BiasSetting written = commands.get(commands.size() - 1).getSettings().get(0);
    assertThat(written).isEqualTo(new BiasSetting("ON", "bias_diff_on", 90, "LIMIT", true));
  }

  /**
   * A stall within a replay: what was guessed is measured again, and the last measurement named.
   */
  @Test
  void aStallGivesProvisionalWindowsAndThenRevisedOnes() throws Exception {
    open();
    for (int k = 0; k < 10; k++) {
      long stall = k < 5 ? 0 : 2_000;
      EventPacketAt.send(operator, packet("c", k, k * 100_000L, k * 100_000L + 99_999, 50), stall);
    }
    List<RateWindow> windows = operator.main().stream().map(Fixtures::toAvro).toList();
    List<RateWindow> second = windows.stream().filter(w -> w.getStartUs() == 300_000).toList();
    assertThat(second).hasSize(2);
    assertThat(second.get(0).getProvisional()).isTrue();
    assertThat(second.get(0).getUndercounted()).isTrue();
    assertThat(second.get(0).getRevision()).isZero();
    assertThat(second.get(0).getOff()).isEqualTo(100);
    assertThat(second.get(1).getProvisional()).isFalse();
    assertThat(second.get(1).getUndercounted()).isFalse();
    assertThat(second.get(1).getRevision()).isEqualTo(1);
    assertThat(second.get(1).getOff()).isEqualTo(150);
  }

  /** When the watermark comes has no part in what comes out: timers or the next packet forget. */
  @Test
  void aCameraIsForgottenByTheTimeOfItsPacketsAndNotByTheWatermarks() throws Exception {
    List<List<String>> outputs = new ArrayList<>();
    for (boolean timers : new boolean[] {true, false}) {
      open("bias.forget-after=3 s");
      for (int k = 0; k < 4; k++) {
        EventPacketAt.send(operator, packet("c", k, k * 100_000L, k * 100_000L + 99_999, 50), 0);
      }
      if (timers) {
        operator.watermark(NOON + 86_000_000);
      }
      EventPacketAt.send(operator, packet("c", 4, 0, 99_999, 50), 86_400_000);
      outputs.add(operator.outputs());
      operator.close();
    }
    assertThat(outputs.get(1)).isEqualTo(outputs.get(0)).hasSizeLessThan(30);
  }

  /** A packet that arrives when it ends, and so much later. */
  private static final class EventPacketAt {
    static void send(
        Subtasks<CameraArrival, CameraWindow> operator,
        io.flyball.core.camera.packet.EventPacket packet,
        long late)
        throws Exception {
      CameraArrival in = arrival(packet, packet.endUs() / 1000 + 1 + late);
      operator.send(in, in.arrivedMs());
    }
  }
}
