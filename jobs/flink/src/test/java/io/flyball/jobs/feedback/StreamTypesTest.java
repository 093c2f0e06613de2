package io.flyball.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownField;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.ExposureRef;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.HeldSignal;
import io.flyball.core.feedback.HindsightPair;
import io.flyball.core.feedback.ItemSource;
import io.flyball.core.feedback.OpenExposure;
import io.flyball.core.feedback.SenderShift;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels or is remembered is a Flink POJO all the way down, so that it can evolve. */
class StreamTypesTest {
  private static final FeedbackSignal SIGNAL =
      new FeedbackSignal(
          "s",
          1,
          "ada",
          SignalKind.RATING,
          "x",
          "d",
          "i",
          4.5,
          FeedbackStage.RETRIEVAL,
          FeedbackActor.SHADOW,
          "trace",
          "span",
          "Grüße",
          new SenderShift(5, -4));
  private static final FeedbackSignal BARE_SIGNAL =
      new FeedbackSignal(
          "s",
          1,
          "ada",
          SignalKind.CLICK,
          null,
          null,
          "i",
          null,
          FeedbackStage.NONE,
          FeedbackActor.USER,
          null,
          null,
          null,
          null);
  private static final Exposure EXPOSURE =
      new Exposure(
          "x",
          1,
          "ada",
          "i",
          "d",
          "session",
          "home",
          3,
          ItemSource.AI,
          List.of("news", "sport"),
          "m1",
          0.5,
          true,
          new SenderShift(7, 8));
  private static final Exposure BARE_EXPOSURE =
      new Exposure(
          "x",
          1,
          "ada",
          "i",
          null,
          null,
          "",
          0,
          ItemSource.UNKNOWN,
          List.of(),
          null,
          null,
          false,
          null);
  private static final RawRecord RAW =
      new RawRecord("t", 1, 2, 3, new byte[] {1}, new byte[] {2, 3}, Map.of("h", new byte[] {4}));
  private static final RawRecord TOMBSTONE = new RawRecord("t", 1, 2, 3, null, null, Map.of());
  private static final ControlUpdate CONTROL =
      new ControlUpdate("feedback", 7, 1, Map.of("hold", "1 min"), "ops");

  private static final UnknownFields UNKNOWN =
      new UnknownFields(
          3,
          List.of(
              new UnknownField("Exposure", "usr", "user", 1),
              new UnknownField("Exposure", "shoeSize", null, 2)));

  static Stream<Record> values() {
    return Stream.of(
        SIGNAL,
        BARE_SIGNAL,
        EXPOSURE,
        BARE_EXPOSURE,
        CONTROL,
        new ControlUpdate("feedback", 7, 1, Map.of(), null),
        new Ingested(RAW, EXPOSURE, null, null, UNKNOWN, 2, 3),
        new Ingested(RAW, null, SIGNAL, null, UnknownFields.NONE, -2, -3),
        new ControlRecord(RAW, CONTROL, null),
        new ControlRecord(TOMBSTONE, null, Refusal.of(Reason.TOMBSTONE, "m")),
        new Ingested(
            TOMBSTONE, null, null, Refusal.of(Reason.TOMBSTONE, "m"), UnknownFields.NONE, 0, 0),
        new UnknownFieldsSeen("t", 1, 2, 3, UNKNOWN),
        new ControlRecord(RAW, CONTROL, null, UNKNOWN),
        new FeedbackEvent(EXPOSURE, null, 1, 2, 9, "t", 3, 4, 5),
        new FeedbackEvent(null, BARE_SIGNAL, 1, 2, 9, "t", 3, 4, 5),
        new PatternEvent("s", 1, "ada", "i", SignalKind.LIKE, "", -5),
        new PatternEvent("s", 1, "ada", null, SignalKind.LIKE, "text", 0),
        new Candidates(List.of(), true),
        new Candidates(
            List.of(new PatternEvent("s", 1, "ada", null, SignalKind.LIKE, "text", 0)), false),
        new Seen(Long.MIN_VALUE, Long.MAX_VALUE, 0),
        new PartitionClock("t", 1, 2),
        new OpenExposure(EXPOSURE, 9, false, List.of(), null, null),
        new OpenExposure(
            BARE_EXPOSURE,
            9,
            true,
            List.of(SIGNAL, BARE_SIGNAL),
            new HindsightPair(null, SIGNAL, 1),
            new HindsightPair(BARE_SIGNAL, null, 0)),
        new HeldSignal(SIGNAL, true),
        new ExposureRef(1, "x", "i"),
        row(null, null, null, null, null),
        row(EXPOSURE, SIGNAL, BARE_SIGNAL, SIGNAL, "hindsight/x/USER/1"),
        alert(List.of(), Map.of()),
        alert(List.of("s1", "s2"), Map.of("signals", 2.0)),
        letter(new byte[0], new byte[] {1}, Map.of("h", new byte[] {2})),
        letter(null, null, Map.of()));
  }

  private static AttributedFeedback row(
      Exposure exposure,
      FeedbackSignal signal,
      FeedbackSignal immediate,
      FeedbackSignal hindsight,
      String retracts) {
    return new AttributedFeedback(
        "r",
        AttributedFeedback.Subject.HINDSIGHT,
        AttributedFeedback.Status.UPDATED,
        1,
        "ada",
        exposure,
        signal,
        immediate,
        hindsight,
        2,
        retracts,
        true);
  }

  private static Alert alert(List<String> evidence, Map<String, Double> values) {
    return new Alert(
        "a", 1, "feedback", "BURST", "ada", Alert.Severity.INFO, 0, "s", evidence, values);
  }

  private static DeadLetter letter(byte[] key, byte[] value, Map<String, byte[]> headers) {
    return new DeadLetter(
        "feedback", Reason.TOO_LATE, "time", "m", "t", 1, 2, 3, key, value, headers);
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyRecordIsAPojoWithoutGenericPartsAndComesBackEqual(Record value) throws IOException {
    assertComesBack(value.getClass(), value);
  }

  private static <T> void assertComesBack(Class<T> type, Object value) throws IOException {
    TypeInformation<T> info = TypeInformation.of(type);
    assertThat(info).isInstanceOf(PojoTypeInfo.class);
    TypeSerializer<T> serializer = info.createSerializer(withoutGenericTypes());
    assertThat(serializer).isInstanceOf(PojoSerializer.class);
    T record = type.cast(value);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(record);
    assertThat(in.available()).isZero();
    assertThat(serializer.copy(record)).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void aPackedEventComesBackEqualAndPassesOnAsItIs() throws IOException {
    TypeSerializer<PackedEvent> serializer =
        PackedEventCodec.TYPE.createSerializer(withoutGenericTypes());
    for (FeedbackEvent event :
        List.of(
            new FeedbackEvent(EXPOSURE, null, 1, 2, 9, "t", 3, 4, 5),
            new FeedbackEvent(BARE_EXPOSURE, null, -1, 2, 9, "t", 3, 4, 5),
            new FeedbackEvent(null, SIGNAL, 1, 2, 9, "t", 3, 4, 5),
            new FeedbackEvent(null, BARE_SIGNAL, 1, -2, 9, "t", 3, 4, 5))) {
      PackedEvent packed = PackedEvent.of(event);
      for (int hop = 0; hop < 3; hop++) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(packed, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        packed = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        assertThat(packed.identity()).isEqualTo(event.identity());
      }
      assertThat(packed.unpacked()).isEqualTo(event);
      assertThat(packed).hasToString(event.toString());
    }
  }

  @Test
  void theCheckItselfRefusesATypeThatNeedsKryo() {
    record Generic(Object anything) {}
    assertThatThrownBy(() -> assertComesBack(Generic.class, new Generic("x")))
        .isInstanceOfAny(AssertionError.class, UnsupportedOperationException.class);
  }

  private static SerializerConfigImpl withoutGenericTypes() {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return config;
  }
}
