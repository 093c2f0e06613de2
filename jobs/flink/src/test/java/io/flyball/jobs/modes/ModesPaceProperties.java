package io.flyball.jobs.modes;

import static io.flyball.jobs.harness.Replay.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.harness.Interleaving;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.schemas.ModeObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What comes out depends neither on pace nor on which of two partitions is read first. */
class ModesPaceProperties {
  private static final ModesConfig CONFIG =
      Fixtures.modelled(
          "modes.out-of-orderness=10 min",
          "modes.modes=3",
          "modes.transients.warm-up=10",
          "modes.rates.least=10",
          "modes.rates.window=2 h",
          "modes.hmm.learn-each=20",
          "modes.diversity.window=2 h",
          "modes.diversity.least=5",
          "modes.diversity.scopes=entity, policy, segment",
          "modes.tipping.shares=true");

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void theSameRecordsGiveTheSameOutputAtAnyPaceInAnyMixture(@ForAll long seed) throws Exception {
    List<List<RawRecord>> partitions = partitions(seed);
    Replay fast = replay(Interleaving.of(partitions, seed), Pace.FULL_SPEED);
    assertThat(fast.counts()).containsKeys("APPLIED", "RATE_WINDOWS", "DIVERSITY_WINDOWS");
    for (long order : new long[] {seed, ~seed}) {
      Replay slow = replay(Interleaving.of(partitions, order), Pace.RECORD_BY_RECORD);
      assertThat(slow.differences(fast)).isEmpty();
    }
  }

  /** Entities are in one of two partitions, out of order by more than is allowed now and then. */
  private static List<List<RawRecord>> partitions(long seed) {
    List<ModeObservation> seen = Fixtures.disordered(Fixtures.day(40, seed), seed);
    List<List<RawRecord>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
    for (ModeObservation each : seen) {
      int partition = Math.floorMod(each.getEntity().hashCode(), 2);
      List<RawRecord> records = partitions.get(partition);
      records.add(Fixtures.raw(each, partition, records.size()));
    }
    return partitions;
  }

  private static Replay replay(List<RawRecord> arrivals, Pace pace) throws Exception {
    ModesDecoder decoder = new ModesDecoder(CONFIG);
    return Replay.of(
        new Configuration(),
        arrivals.stream().map(decoder).toList(),
        ModesInput.class,
        ModesTopology.eventTime(CONFIG),
        in -> in.raw().topic() + in.raw().partition(),
        pace,
        (env, input) -> outputs(ModesTopology.define(input, noControl(env), CONFIG)));
  }

  private static List<DataStream<String>> outputs(ModesStreams out) {
    return List.of(
        text(out.states(), "state", row -> JsonWriter.write(ModesMapping.toAvro(row))),
        text(out.rates(), "rates", row -> JsonWriter.write(ModesMapping.toAvro(row))),
        text(out.diversity(), "diversity", row -> JsonWriter.write(ModesMapping.toAvro(row))),
        text(out.alerts(), "alert", alert -> JsonWriter.write(RecordMapping.toAvro(alert))),
        text(out.deadLetters(), "letter", letter -> letter.reason() + "@" + letter.offset()));
  }

  private static DataStream<ControlRecord> noControl(StreamExecutionEnvironment env) {
    return env.fromData(
            List.of(Fixtures.control(1, Map.of())), TypeInformation.of(ControlRecord.class))
        .uid("control")
        .filter(never -> false)
        .uid("no-control")
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time");
  }
}
