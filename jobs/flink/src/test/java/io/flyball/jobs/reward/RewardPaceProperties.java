package io.flyball.jobs.reward;

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
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.GroupMember;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What comes out depends neither on pace nor on which of two partitions is read first. */
class RewardPaceProperties {
  private static final RewardConfig ALONE = Fixtures.config("reward.open=6 h", "reward.forget=1 d");

  /** What a row earns depends on the rows before it. */
  private static final RewardConfig ORDERED =
      Fixtures.config(
          "reward.open=6 h", "reward.forget=1 d", "reward.bonus=1", "reward.normalise-over=5");

  /** A record as the broker has it, and when it got there. */
  private record Arrival(RawRecord raw, long at) {}

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void theSameRecordsGiveTheSameOutputAtAnyPaceInAnyMixture(@ForAll long seed) throws Exception {
    List<List<RawRecord>> partitions = partitions(new Random(seed));
    for (RewardConfig config : List.of(ALONE, ORDERED)) {
      List<RawRecord> one = Interleaving.of(partitions, seed);
      List<RawRecord> other = Interleaving.of(partitions, ~seed);
      Replay fast = replay(config, one, Pace.FULL_SPEED);
      assertThat(replay(config, one, Pace.RECORD_BY_RECORD).differences(fast)).isEmpty();
      assertThat(replay(config, other, Pace.RECORD_BY_RECORD).differences(fast)).isEmpty();
    }
  }

  @Example
  void feedbackAfterTheEndOfARewardIsTooLateWhicheverPartitionIsAhead() throws Exception {
    var shown = Fixtures.shown("x", 0, "p/1", "film");
    var kind = io.flyball.schemas.SignalKind.LIKE;
    long hour = 60 * Fixtures.MINUTE;
    List<RawRecord> behind =
        List.of(Fixtures.raw(Fixtures.signal("s", 5 * hour, kind, null, shown), 0, 0));
    List<RawRecord> ahead =
        List.of(
            Fixtures.raw(
                Fixtures.signal(
                    "a", 9 * hour, kind, null, Fixtures.shown("y", 9 * hour, "p/2", "film")),
                1,
                0),
            Fixtures.raw(Fixtures.signal("t", 5 * hour, kind, null, shown), 1, 1));
    for (long seed = 0; seed < 4; seed++) {
      Replay run =
          replay(ALONE, Interleaving.of(List.of(behind, ahead), seed), Pace.RECORD_BY_RECORD);
      assertThat(run.lines()).filteredOn(line -> line.startsWith("letter")).hasSize(1);
      assertThat(run.counts()).containsEntry("FIRST", 2L).containsEntry("DEAD_LETTERS", 1L);
    }
  }

  /** Users, and groups, are in one of two partitions of each topic. */
  private static List<List<RawRecord>> partitions(Random random) {
    List<Arrival> all = new ArrayList<>();
    for (AttributedFeedback row : History.rows(60)) {
      int partition = Math.floorMod(row.getExposure().getId().hashCode(), 2);
      add(all, Fixtures.raw(row, partition, all.size()), row.getTime().toEpochMilli(), random);
    }
    for (GroupMember member : History.members(15)) {
      int partition = Math.floorMod(member.getGroupId().hashCode(), 2);
      add(
          all,
          Fixtures.raw(member, partition, all.size()),
          member.getTime().toEpochMilli(),
          random);
    }
    all.sort(Comparator.comparingLong(Arrival::at));
    List<List<RawRecord>> partitions = new ArrayList<>();
    for (String place :
        List.of(
            "feedback.attributed0", "feedback.attributed1", "reward.members0", "reward.members1")) {
      partitions.add(
          all.stream().map(Arrival::raw).filter(raw -> place.equals(place(raw))).toList());
    }
    return partitions;
  }

  private static void add(List<Arrival> all, RawRecord raw, long time, Random random) {
    double fate = random.nextDouble();
    long delay = fate < 0.6 ? 4 : fate < 0.9 ? 30 : 600;
    all.add(new Arrival(raw, time + (long) (random.nextDouble() * delay * Fixtures.MINUTE)));
    if (fate > 0.8) {
      all.add(new Arrival(raw, time + (long) (random.nextDouble() * delay * Fixtures.MINUTE)));
    }
  }

  private static String place(RawRecord raw) {
    return raw.topic() + raw.partition();
  }

  private static Replay replay(RewardConfig config, List<RawRecord> arrivals, Pace pace)
      throws Exception {
    RewardDecoder decoder = new RewardDecoder(config);
    return Replay.of(
        new Configuration(),
        arrivals.stream().map(decoder).toList(),
        RewardInput.class,
        RewardTopology.eventTime(config),
        in -> place(in.raw()),
        pace,
        (env, input) -> outputs(RewardTopology.define(input, noControl(env), config)));
  }

  private static List<DataStream<String>> outputs(RewardStreams out) {
    return List.of(
        text(out.rewards(), "reward", row -> JsonWriter.write(RewardMapping.toAvro(row))),
        text(out.compared(), "group", row -> JsonWriter.write(RewardMapping.toAvro(row))),
        text(out.memories(), "memory", row -> JsonWriter.write(RewardMapping.memory(row))),
        text(out.alerts(), "alert", alert -> JsonWriter.write(RecordMapping.toAvro(alert))),
        text(out.deadLetters(), "letter", letter -> letter.reason() + "@" + letter.offset()));
  }

  private static DataStream<ControlRecord> noControl(StreamExecutionEnvironment env) {
    return env.fromData(
            List.of(Fixtures.control("other", 1, Map.of())),
            TypeInformation.of(ControlRecord.class))
        .uid("control")
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time");
  }
}
