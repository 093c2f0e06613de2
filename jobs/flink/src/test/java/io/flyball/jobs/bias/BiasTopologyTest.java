package io.flyball.jobs.bias;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.BiasWrite.Why;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Test;

/** The whole job on a local Flink. */
class BiasTopologyTest {
  private static final String LOW = "bias.control.rate-low=10000";
  private static final String HIGH = "bias.control.rate-high=50000";

  /** What came out. */
  private record Run(
      List<CameraWindow> windows,
      List<CameraCommand> commands,
      List<Alert> alerts,
      List<DeadLetter> deadLetters,
      JobExecutionResult result) {
    long count(BiasCount count) {
      Long value = result.getAccumulatorResult(Tally.accumulator(BiasTopology.JOB, count.name()));
      return value == null ? 0 : value;
    }
  }

  private static Run run(int parallelism, List<RawRecord> records, String... sets)
      throws Exception {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets));
    Configuration options = config.flink().toConfiguration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    var env = SharedFlink.env(options);
    BiasDecoder decoder = new BiasDecoder(config.bias());
    DataStream<CameraInput> input =
        env.fromData(records.stream().map(decoder).toList(), TypeInformation.of(CameraInput.class))
            .uid("packets")
            .setParallelism(1)
            .assignTimestampsAndWatermarks(BiasTopology.eventTime())
            .uid("event-time")
            .setParallelism(1);
    DataStream<ControlRecord> control =
        env.fromData(
                List.of(Fixtures.control("feedback", 1, Map.of())),
                TypeInformation.of(ControlRecord.class))
            .uid("control")
            .setParallelism(1)
            .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
            .uid("control-time")
            .setParallelism(1);
    BiasStreams out = BiasTopology.define(input, control, config.bias());
    var windows = SharedFlink.keep(out.windows(), "kept-windows");
    var commands = SharedFlink.keep(out.commands(), "kept-commands");
    var alerts = SharedFlink.keep(out.alerts(), "kept-alerts");
    var deadLetters = SharedFlink.keep(out.deadLetters(), "kept-deadletters");
    var result = env.execute("bias");
    return new Run(windows, commands, alerts, deadLetters, result);
  }

  private static RawRecord raw(EventPacket packet, long offset, long arrival) {
    byte[] value =
        RecordCodec.of(io.flyball.schemas.EventPacket.class).encode(BiasMapping.toAvro(packet));
    return Fixtures.raw("camera.packets", offset, arrival, value);
  }

  @Test
  void theRealDavisSecondComesOutOfTheJob() throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (EventPacket p : Fixtures.recording("davis346_1s.aedat4", SensorEncoding.EVT3, 131_072)) {
      records.add(raw(p, records.size(), records.size() * 40L));
      records.add(raw(p, records.size(), records.size() * 40L));
    }
    records.add(Fixtures.raw("camera.packets", 999, 999, new byte[] {1, 2, 3}));
    Run run =
        run(2, records, "bias.control.mode=FAST_AND_SLOW", "bias.control.reference-windows=true");
    assertThat(run.windows())
        .extracting(w -> Math.round(w.rate()))
        .containsExactly(505_013L, 242_423L, 927_090L);
    assertThat(run.commands())
        .flatExtracting(CameraCommand::writes)
        .filteredOn(w -> w.why() == Why.FAST)
        .extracting(w -> w.code())
        .containsExactly(56, 57, 45);
    assertThat(run.deadLetters()).hasSize(1);
    assertThat(run.count(BiasCount.READ)).isEqualTo(records.size());
    assertThat(
            run.count(BiasCount.TAKEN)
                + run.count(BiasCount.REPEATED)
                + run.count(BiasCount.DEAD_LETTERS))
        .isEqualTo(run.count(BiasCount.READ));
    assertThat(run.count(BiasCount.REPEATED)).isEqualTo(run.count(BiasCount.TAKEN));
  }

  @Test
  void alertsComeOutOfPacketsWhateverTheParallelism() throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (int k = 0; k < 120; k++) {
      // One camera drowns, one loses every fourth packet, one sees next to nothing.
      if (k % 4 != 3) {
        add(records, "lossy", k, 3_000);
      }
      add(records, "dark", k, 1);
      add(records, "flooded", k, 12_000);
    }
    Run one = run(1, records, LOW, HIGH);
    assertThat(one.alerts())
        .extracting(a -> a.scope() + " " + a.kind())
        .contains(
            "lossy PACKET_LOSS",
            "dark PINNED_AT_RAIL",
            "flooded FLOODING",
            "flooded PINNED_AT_RAIL")
        .doesNotContain("lossy FLOODING", "dark PACKET_LOSS");
    Run two = run(2, records, LOW, HIGH);
    assertThat(two.alerts()).containsExactlyInAnyOrderElementsOf(one.alerts());
    assertThat(two.windows()).containsExactlyInAnyOrderElementsOf(one.windows());
    assertThat(two.commands()).containsExactlyInAnyOrderElementsOf(one.commands());
  }

  private static void add(List<RawRecord> records, String camera, int k, int events) {
    EventPacket p = Fixtures.packet(camera, k, k * 100_000L, k * 100_000L + 99_999, events);
    records.add(raw(p, records.size(), k * 100L + 100));
  }
}
