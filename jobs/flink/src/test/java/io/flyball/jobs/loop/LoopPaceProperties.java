package io.flyball.jobs.loop;

import static io.flyball.jobs.harness.Replay.text;
import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.MINUTE;
import static io.flyball.jobs.loop.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import io.flyball.schemas.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What comes out does not depend on how soon event time follows the records. */
class LoopPaceProperties {
  private static final LoopConfig CONFIG =
      Events.config(
          "loop.detector=adwin",
          "loop.scopes=all,model",
          "loop.governor.scopes=all",
          "loop.past=1 d",
          "loop.lateness=6 h");

  /** A record, the partition of its key, and when it is read. */
  private record Arrival(SpecificRecord record, int partition, long at) {}

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void theSameRecordsGiveTheSameOutputAtAnyPace(@ForAll long seed) throws Exception {
    List<LoopInput> arrivals = read(history(new Random(seed)));
    assertThat(
            replay(arrivals, Pace.RECORD_BY_RECORD).differences(replay(arrivals, Pace.FULL_SPEED)))
        .isEmpty();
  }

  @Example
  void anIdThatComesBackAfterTheHorizonCountsAgainAtAnyPace() throws Exception {
    List<Arrival> arrivals = new ArrayList<>();
    for (String id : List.of("n1/0", "z/30", "n1/30")) {
      long time = NOON + Long.parseLong(id.substring(id.indexOf('/') + 1)) * HOUR;
      String name = id.substring(0, id.indexOf('/'));
      arrivals.add(new Arrival(Events.exposure(name, time, "ada", "x").build(), 0, time));
    }
    Replay fast = replay(read(arrivals), Pace.FULL_SPEED);
    assertThat(fast.counts()).doesNotContainKey("DUPLICATES");
    assertThat(replay(read(arrivals), Pace.RECORD_BY_RECORD).differences(fast)).isEmpty();
  }

  @Example
  void aTraceThatIsTakenUpAfterItsGapBeginsAnewAtAnyPace() throws Exception {
    List<Arrival> arrivals = new ArrayList<>();
    for (long hour : new long[] {0, 1, 200, 201}) {
      long time = NOON + hour * HOUR;
      arrivals.add(new Arrival(span("t", time, "s" + hour), 0, time));
      arrivals.add(new Arrival(said("f" + hour, time + MINUTE, "t", "s" + hour), 1, time));
    }
    Replay fast = replay(read(arrivals), Pace.FULL_SPEED);
    assertThat(fast.lines()).anyMatch(line -> line.startsWith("stage "));
    assertThat(replay(read(arrivals), Pace.RECORD_BY_RECORD).differences(fast)).isEmpty();
  }

  /** Three days with silences between, out of order, late, twice, in three partitions. */
  private static List<Arrival> history(Random random) {
    List<Arrival> all = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      long day = random.nextInt(3) * (48L * HOUR);
      long time = NOON + day + (long) (random.nextDouble() * 5 * HOUR);
      SpecificRecord record = record(random, i, time);
      double fate = random.nextDouble();
      double hours = fate < 0.6 ? 0.15 : fate < 0.9 ? 2 : 8;
      int partition = partition(record);
      all.add(new Arrival(record, partition, time + (long) (random.nextDouble() * hours * HOUR)));
      if (i % 5 == 0) {
        all.add(new Arrival(record, partition, time + (long) (random.nextDouble() * HOUR)));
      }
    }
    all.sort(Comparator.comparingLong(Arrival::at));
    return all;
  }

  private static SpecificRecord record(Random random, int i, long time) {
    String user = "u" + random.nextInt(3);
    String item = "i" + random.nextInt(4);
    int some = random.nextInt(4);
    return switch (random.nextInt(6)) {
      case 0, 1 -> exposure(random, i, time, user, item);
      case 2 -> Events.click("c" + i, time, Events.exposure("e", time, user, item).build());
      case 3 -> Events.hindsight("h" + i, time, random.nextDouble() * 5, random.nextDouble() * 5);
      case 4 ->
          Events.turn("episode" + some, time, 1 + random.nextInt(3), "answer " + item)
              .setLast(random.nextBoolean())
              .build();
      default ->
          random.nextBoolean()
              ? span("trace" + some, time, "s" + random.nextInt(4))
              : said("f" + i, time, "trace" + some, "s" + random.nextInt(4));
    };
  }

  private static SpecificRecord exposure(
      Random random, int i, long time, String user, String item) {
    Exposure.Builder exposure =
        Events.exposure("e" + i, time, user, item)
            .setItemSource(random.nextBoolean() ? ItemSource.AI : ItemSource.HUMAN)
            .setModelVersion("m" + random.nextInt(2))
            .setCategories(List.of("k" + random.nextInt(3)));
    if (random.nextBoolean()) {
      exposure.setDecisionId(user + "/d" + random.nextInt(4)).setPosition(1 + random.nextInt(5));
    }
    return exposure.build();
  }

  private static SpecificRecord span(String trace, long time, String id) {
    return Span.newBuilder()
        .setTraceId(trace)
        .setSpanId(id)
        .setTime(Instant.ofEpochMilli(time))
        .setParents(id.equals("s0") ? List.of() : List.of("s0"))
        .setTrainable(true)
        .build();
  }

  private static SpecificRecord said(String id, long time, String trace, String span) {
    return Events.attributed(
            id,
            time,
            "u0",
            Events.signal(id, time, "u0")
                .setKind(SignalKind.REPORT)
                .setTraceId(trace)
                .setSpanId(span)
                .setText("wrong " + id)
                .build())
        .build();
  }

  /** As topics have them: keyed by user, episode or trace. */
  private static int partition(SpecificRecord record) {
    int topic = record instanceof Exposure ? 0 : record instanceof Span ? 1 : 2;
    Object key =
        record.get(record.getSchema().getField(record instanceof Span ? "traceId" : "id").pos());
    if (record.getSchema().getField("user") != null) {
      key = record.get(record.getSchema().getField("user").pos());
    } else if (record.getSchema().getField("episode") != null) {
      key = record.get(record.getSchema().getField("episode").pos());
    }
    return topic * 2 + Math.floorMod(key.hashCode(), 2);
  }

  private static List<LoopInput> read(List<Arrival> arrivals) {
    LoopDecoder decoder = new LoopDecoder(CONFIG);
    List<LoopInput> inputs = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      inputs.add(Events.in(decoder, arrival.record(), arrival.partition(), inputs.size()));
    }
    return inputs;
  }

  private static Replay replay(List<LoopInput> arrivals, Pace pace) throws Exception {
    return Replay.of(
        new Configuration(),
        arrivals,
        LoopInput.class,
        LoopTopology.eventTime(CONFIG),
        in -> "" + in.raw().partition(),
        pace,
        (env, input) -> outputs(LoopTopology.define(input, noControl(env), CONFIG)));
  }

  private static List<DataStream<String>> outputs(LoopStreams out) {
    return List.of(
        text(out.metrics(), "metric", row -> JsonWriter.write(LoopMapping.toAvro(row))),
        text(out.alerts(), "alert", alert -> JsonWriter.write(RecordMapping.toAvro(alert))),
        text(out.stageFeedback(), "stage", row -> JsonWriter.write(LoopMapping.toAvro(row))),
        text(out.control(), "control", row -> JsonWriter.write(LoopMapping.toAvro(row))),
        text(out.deadLetters(), "letter", letter -> letter.reason() + "@" + letter.offset()));
  }

  private static DataStream<ControlRecord> noControl(StreamExecutionEnvironment env) {
    return env.fromData(
            List.of(new ControlRecord(null, null, null)), TypeInformation.of(ControlRecord.class))
        .uid("control")
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time");
  }
}
