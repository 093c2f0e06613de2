package io.flyball.jobs.dataloop;

import static io.flyball.jobs.harness.Replay.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.harness.Interleaving;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.SideInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What comes out depends neither on pace nor on which of two partitions is read first. */
class DataloopPaceProperties {
  private static final DataloopConfig CONFIG =
      Fixtures.config(
          "dataloop.out-of-orderness=20 min",
          "dataloop.samples.deadline=20 min",
          "dataloop.tasks.beta=14",
          "dataloop.tasks.states=5");

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void theSameRecordsGiveTheSameOutputAtAnyPaceInAnyMixture(@ForAll long seed) throws Exception {
    List<List<RawRecord>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
    for (SpecificRecord each : Fixtures.disordered(Fixtures.day(40, seed), seed)) {
      String key = Fixtures.taken(CONFIG, each).key();
      int partition = Math.floorMod(key.hashCode(), 2);
      List<RawRecord> records = partitions.get(partition);
      records.add(Fixtures.raw(each, partition, records.size()));
    }
    Replay fast = replay(Interleaving.of(partitions, seed), Pace.FULL_SPEED);
    assertThat(fast.counts()).containsKeys("APPLIED", "SAMPLES", "PLANS", "RATE_WINDOWS");
    for (long order : new long[] {seed, ~seed}) {
      Replay slow = replay(Interleaving.of(partitions, order), Pace.RECORD_BY_RECORD);
      assertThat(slow.differences(fast)).isEmpty();
    }
  }

  private static Replay replay(List<RawRecord> arrivals, Pace pace) throws Exception {
    DataloopDecoder decoder = new DataloopDecoder(CONFIG);
    return Replay.of(
        new Configuration(),
        arrivals.stream().map(decoder).toList(),
        DataloopInput.class,
        DataloopTopology.eventTime(CONFIG),
        in -> "partition " + in.raw().partition(),
        pace,
        (env, input) -> outputs(DataloopTopology.define(input, noControl(env), CONFIG)));
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

  private static List<DataStream<String>> outputs(DataloopStreams out) {
    return List.of(
        text(out.train(), "train", row -> JsonWriter.write(DataloopMapping.toAvro(row))),
        text(out.expand(), "expand", row -> JsonWriter.write(DataloopMapping.toAvro(row))),
        text(out.drop(), "drop", row -> JsonWriter.write(DataloopMapping.toAvro(row))),
        text(out.rates(), "rates", row -> JsonWriter.write(DataloopMapping.toAvro(row))),
        text(out.searches(), "search", row -> JsonWriter.write(DataloopMapping.toAvro(row))),
        text(out.plans(), "plan", row -> JsonWriter.write(DataloopMapping.toAvro(row))),
        text(out.deadLetters(), "letter", letter -> letter.reason() + "@" + letter.offset()));
  }
}
