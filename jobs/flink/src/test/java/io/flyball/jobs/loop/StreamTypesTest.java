package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.drift.Direction;
import io.flyball.core.loop.Attempt;
import io.flyball.core.loop.HindsightPair;
import io.flyball.core.loop.JudgeInfluence.Truth;
import io.flyball.core.loop.LoopSignals;
import io.flyball.core.loop.Outcome;
import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.Polarity;
import io.flyball.core.loop.SignalAlarm;
import io.flyball.core.loop.Slate;
import io.flyball.core.loop.Source;
import io.flyball.core.loop.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels or is remembered is a Flink POJO all the way down, or has its own serializer. */
class StreamTypesTest {
  private static final Attempt.Step STEP =
      new Attempt.Step(
          1, -5, true, Polarity.GOOD, Truth.UNKNOWN, 1, 2, 3, new Attempt.Response(9, "bye", .5));

  static Stream<Record> values() {
    PaneAccumulator tally = new PaneAccumulator();
    tally.interaction(Table.EXPOSURE, 1, 2);
    tally.categories(2, "a");
    tally.outcome(new Outcome("x", 1, HindsightPair.Kind.MATCHED, 1, -1, true));
    tally.attempt(new Attempt("e", "m", "j", true, List.of(STEP), 7));
    Interaction touch =
        new Interaction(
            Table.FEEDBACK, 1, 2, 3, 4, 5, "home", "m1", "new", Source.HUMAN, 6, "a", 7);
    Slate slate = new Slate(1, List.of(new Slate.Place(1, Source.GENERATED, 2, "a")));
    BundleBuilder bundle = new BundleBuilder();
    bundle.add(BundleBuilder.TAKEN, 1, 2, 3, 4, 5);
    return Stream.of(
        touch,
        tally.toPart("all", 1, 2),
        new PaneAccumulator().toPart("all", 1, 2),
        new PaneKey(1, 2, 3),
        new TurnSeen("e", "m", null, 1, 2, STEP, true, false, 7),
        new TraceSeen(1, "t", "s", List.of("p"), true, null, "text", 0, true),
        new StageFeedbackRow("i", "t", 1, "p", "o", "f", 2, List.of("a", "b"), 3, 2, 7),
        new SlateSeen(slate, "home", "m", ""),
        new OutcomeSeen(
            new Outcome("x", 1, HindsightPair.Kind.CENSORED, Double.NaN, Double.NaN, false),
            1,
            2,
            "home",
            "m",
            "",
            Source.UNKNOWN),
        bundle.build("all"),
        MetricRow.of("all", "m", 1, 2, Double.NaN, 0, 3, 1),
        new Finding("i", "all", "PHASE", Direction.UP, 1, 2, 3, 4, 5, Double.NaN, true),
        new PartitionClock("t", 1, 2));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyRecordIsAPojoWithoutGenericPartsAndComesBackEqual(Record value) throws IOException {
    assertComesBack(value.getClass(), value);
  }

  private static <T> void assertComesBack(Class<T> type, Object value) throws IOException {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(config);
    assertThat(serializer).isInstanceOf(PojoSerializer.class);
    T record = type.cast(value);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(serializer.deserialize(in))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(record);
    assertThat(in.available()).isZero();
  }

  /** The signals of a scope go on from their serialized form as if nothing had happened. */
  @Test
  void signalsGoOnInTheSameWayFromTheirCopy() throws IOException {
    LoopSignals whole = new LoopSignals(Events.config().newDetectors(), 50, 0.05, 0.02);
    LoopSignals interrupted = new LoopSignals(Events.config().newDetectors(), 50, 0.05, 0.02);
    Random random = new Random(2);
    List<SignalAlarm> expected = new ArrayList<>();
    List<SignalAlarm> found = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      boolean later = i > 6_000 && random.nextBoolean();
      long item = later || i % 10 == 0 ? i % 4 : random.nextInt(400);
      long topic = 1L + random.nextInt(5);
      whole.taken(i, 1 + i % 90, item, topic, Source.HUMAN, expected);
      interrupted.taken(i, 1 + i % 90, item, topic, Source.HUMAN, found);
      whole.shown(i, i % 50, item, Source.GENERATED, expected);
      interrupted.shown(i, i % 50, item, Source.GENERATED, found);
      whole.takenOfHoldout(i, random.nextInt(2));
      interrupted.takenOfHoldout(i, 0);
      if (i % 1_777 == 0) {
        interrupted = LoopSignalsSerializer.INSTANCE.copy(interrupted);
      }
    }
    assertThat(found).extracting(SignalAlarm::alarm).isNotEmpty();
    assertThat(found.stream().map(SignalAlarm::alarm).toList())
        .isEqualTo(expected.stream().map(SignalAlarm::alarm).toList());
    assertThat(found.stream().map(SignalAlarm::since).toList())
        .isEqualTo(expected.stream().map(SignalAlarm::since).toList());
  }
}
