package io.flyball.tools.importing;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.Reward;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The types of records that a log can become, by number, and how they are written. */
final class RecordTypes {
  static final List<Class<? extends SpecificRecord>> ALL =
      List.of(
          Exposure.class,
          FeedbackSignal.class,
          DecisionRequest.class,
          Reward.class,
          EpisodeTurn.class,
          ModeObservation.class);

  private static final List<String> TOPICS =
      List.of(
          "feedback.exposures",
          "feedback.signals",
          "bandit.requests",
          "rewards",
          "loop.turns",
          "modes.observations");

  private final List<RecordCodec<? extends SpecificRecord>> codecs = new ArrayList<>();

  RecordTypes() {
    ALL.forEach(type -> codecs.add(RecordCodec.of(type)));
  }

  static String name(int type) {
    return ALL.get(type).getSimpleName();
  }

  /** Topic of the catalogue. */
  static String topic(int type) {
    return TOPICS.get(type);
  }

  static int of(SpecificRecord record) {
    return ALL.indexOf(record.getClass());
  }

  @SuppressWarnings("unchecked") // the codec of a type takes records of that type
  byte[] encode(int type, SpecificRecord record) {
    return ((RecordCodec<SpecificRecord>) codecs.get(type)).encode(record);
  }

  /** The record in an encoded value, which this class has written. */
  SpecificRecord decode(int type, byte[] value) {
    RawRecord raw = new RawRecord("", 0, 0, 0, null, value, Map.of());
    if (codecs.get(type).decode(raw) instanceof Decoded.Good<? extends SpecificRecord> good) {
      return good.value();
    }
    throw new IllegalStateException("a record of " + name(type) + " cannot be read back");
  }

  /** What is wrong with a record that a job would refuse; null where nothing is. */
  @SuppressWarnings("unchecked") // the codec of a type takes records of that type
  String fault(int type, SpecificRecord record, byte[] value) {
    return ((RecordCodec<SpecificRecord>) codecs.get(type))
        .fault(record, value.length)
        .map(refusal -> refusal.code() + ": " + refusal.message())
        .orElse(null);
  }

  /** Event time of a record on a topic of this type; null where it cannot be read. */
  Instant time(int type, byte[] value) {
    RawRecord raw = new RawRecord("", 0, 0, 0, null, value, Map.of());
    return codecs.get(type).decode(raw) instanceof Decoded.Good<? extends SpecificRecord> good
        ? (Instant) good.value().get(good.value().getSchema().getField("time").pos())
        : null;
  }
}
