package io.flyball.jobs.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.SensorProfiles;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.BiasSetting;
import io.flyball.schemas.RateWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sensor whose profile is a file of the user's. */
class OwnSensorTest {
  private static final String FILE = "../../samples/cameras/lab128.properties";
  private static final String LAB = "bias.sensor-profiles=" + FILE;

  @TempDir private Path folder;

  private static io.flyball.schemas.EventPacket packet(long sequence) {
    EventPacket p =
        Fixtures.packet("c", sequence, sequence * 300_000, sequence * 300_000 + 299_999, 10);
    io.flyball.schemas.EventPacket avro = BiasMapping.toAvro(p);
    avro.setSensor("LAB128");
    return avro;
  }

  private static CameraInput decoded(BiasConfig config, long sequence) {
    byte[] value = RecordCodec.of(io.flyball.schemas.EventPacket.class).encode(packet(sequence));
    return new BiasDecoder(config)
        .apply(Fixtures.raw("camera.packets", sequence, sequence * 300, value));
  }

  @Test
  void withoutItsFileTheSensorIsUnknown() {
    CameraInput in = decoded(Fixtures.config(), 0);
    assertThat(in.refusal().code()).isEqualTo("BAD_ENUM:sensor");
  }

  @Test
  void itsCommandsNameItsOwnRegistersInsideItsOwnLimits() throws Exception {
    BiasConfig config = Fixtures.config(LAB, "bias.control.mode=FAST_AND_SLOW");
    SensorProfiles sensors = config.sensors();
    try (Subtasks<CameraArrival, CameraWindow> operator =
        new Subtasks<>(Operators.control(config), 1, false)) {
      Operators.clock(operator, Fixtures.NOON);
      for (int k = 0; k < 8; k++) {
        CameraArrival in = Fixtures.arrival(decoded(config, k).packet(), k * 300L);
        operator.send(in, in.arrivedMs());
      }
      List<BiasCommand> commands =
          operator.side(BiasFunction.COMMANDS).stream()
              .map((CameraCommand c) -> BiasMapping.toAvro(sensors, c))
              .toList();
      List<RateWindow> windows =
          operator.main().stream().map(w -> BiasMapping.toAvro(sensors, w)).toList();
      assertThat(windows).isNotEmpty();
      assertThat(windows).allSatisfy(w -> assertThat(w.getBandLow()).isEqualTo(1e5));
      List<BiasSetting> settings =
          commands.stream().flatMap(c -> c.getSettings().stream()).toList();
      // Too few events: the refractory opens to its end, then the slow biases move by 2.
      assertThat(settings)
          .extracting(BiasSetting::getRegister)
          .contains("refr", "sf", "th_on", "th_off")
          .doesNotContain("");
      assertThat(settings)
          .filteredOn(s -> s.getRegister().equals("refr"))
          .extracting(BiasSetting::getCode)
          .contains(900);
      assertThat(settings)
          .filteredOn(s -> s.getRegister().equals("th_on"))
          .extracting(BiasSetting::getCode)
          .contains(88);
    }
  }

  @Test
  void aFileThatCannotBeUsedIsToldByItsNameAndKey() throws Exception {
    Path bad = folder.resolve("bad.properties");
    Files.writeString(bad, Files.readString(Path.of(FILE)).replace("on.start=90", "on.start=900"));
    assertThatThrownBy(() -> Fixtures.config("bias.sensor-profiles=" + bad).sensors())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bias.sensor-profiles = " + bad)
        .hasMessageContaining("on.start is a code in 40..140; found '900'");
    assertThatThrownBy(() -> Fixtures.config("bias.sensor-profiles=" + bad + "no").sensors())
        .hasMessageContaining("NoSuchFile");
    assertThatThrownBy(() -> Fixtures.config(LAB + "," + FILE).sensors())
        .hasMessageContaining("Two profiles are named Lab128");
  }
}
