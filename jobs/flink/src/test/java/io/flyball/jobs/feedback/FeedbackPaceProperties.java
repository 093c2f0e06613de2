package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.HOUR;
import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.harness.Replay.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.random.Draws;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.jobs.runtime.SideInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What comes out does not depend on how soon event time follows the records. */
class FeedbackPaceProperties {

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void theSameRecordsGiveTheSameOutputAtAnyPace(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int hoursLate) throws Exception {
    List<Event> events = History.of(seed, 120);
    List<RawRecord> arrivals = read(History.shuffled(events, seed, hoursLate * HOUR, 4));
    assertThat(
            replay(arrivals, Pace.RECORD_BY_RECORD).differences(replay(arrivals, Pace.FULL_SPEED)))
        .isEmpty();
  }

  @Example
  void anIdThatComesBackAfterTheHorizonIsNewAtAnyPace() throws Exception {
    List<Event> events =
        List.of(
            Fixtures.onItem("n1", 0, "ada", SignalKind.CLICK, "x"),
            Fixtures.onItem("z", 28 * HOUR, "ada", SignalKind.CLICK, "x"),
            Fixtures.onItem("n1", 28 * HOUR, "ada", SignalKind.CLICK, "x"));
    Replay fast = replay(read(events), Pace.FULL_SPEED);
    assertThat(fast.lines()).hasSize(3).allMatch(line -> line.startsWith("row "));
    assertThat(replay(read(events), Pace.RECORD_BY_RECORD)).isEqualTo(fast);
  }

  @Example
  void aLateReuseOfAnIdWithinTheHorizonIsAConflictAtAnyPace() throws Exception {
    List<Event> events =
        List.of(
            Fixtures.onItem("n1", 0, "ada", SignalKind.CLICK, "x"),
            Fixtures.onItem("z", 23 * HOUR, "ada", SignalKind.CLICK, "x"),
            Fixtures.onItem("n1", 2 * HOUR, "ada", SignalKind.CLICK, "x"));
    Replay fast = replay(read(events), Pace.FULL_SPEED);
    assertThat(fast.counts()).containsEntry("CONFLICTS", 1L);
    assertThat(replay(read(events), Pace.RECORD_BY_RECORD)).isEqualTo(fast);
  }

  @Example
  void anExposureIdThatComesBackFindsTheOneBeforeEndedAtAnyPace() throws Exception {
    List<Event> events =
        List.of(
            Fixtures.shown("e", 0, "ada", "x"),
            Fixtures.onItem("s1", 10 * MINUTE, "ada", SignalKind.CLICK, "x"),
            Fixtures.onItem("h1", 20 * MINUTE, "ada", SignalKind.HINDSIGHT_RATING, "x"),
            Fixtures.shown("e", 30 * HOUR, "ada", "x"),
            Fixtures.onExposure("s2", 30 * HOUR + MINUTE, "ada", SignalKind.CLICK, "e"));
    Replay fast = replay(read(events), Pace.FULL_SPEED);
    assertThat(fast.counts()).containsEntry("SIGNALS_ATTRIBUTED", 3L);
    assertThat(replay(read(events), Pace.RECORD_BY_RECORD)).isEqualTo(fast);
  }

  /** As two partitions of each topic hold them, a user in one of them. */
  private static List<RawRecord> read(List<Event> events) {
    Map<String, Long> offsets = new HashMap<>();
    List<RawRecord> arrivals = new ArrayList<>();
    for (Event event : events) {
      int partition = Math.floorMod(Draws.hash64(event.user()), 2);
      String place = partition + (event.exposure() != null ? "x" : "s");
      arrivals.add(event.raw(partition, offsets.merge(place, 1L, Long::sum)));
    }
    return arrivals;
  }

  private static Replay replay(List<RawRecord> arrivals, Pace pace) throws Exception {
    FeedbackConfig config = Fixtures.config();
    FeedbackDecoder decoder = Fixtures.decoder();
    return Replay.of(
        new Configuration(),
        arrivals.stream().map(decoder).toList(),
        Ingested.class,
        FeedbackTopology.eventTime(config),
        in -> in.raw().topic() + in.raw().partition(),
        pace,
        (env, input) -> outputs(FeedbackTopology.define(input, noControl(env), config)));
  }

  private static List<DataStream<String>> outputs(FeedbackStreams out) {
    return List.of(
        text(out.attributed(), "row", row -> JsonWriter.write(FeedbackMapping.toAvro(row))),
        text(out.alerts(), "alert", alert -> JsonWriter.write(RecordMapping.toAvro(alert))),
        text(out.deadLetters(), "letter", FeedbackPaceProperties::letter));
  }

  /** Without the hashes, which the message of a conflict shows. */
  private static String letter(DeadLetter letter) {
    return letter.reason()
        + " "
        + letter.topic()
        + "/"
        + letter.partition()
        + "@"
        + letter.offset();
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
