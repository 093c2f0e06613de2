package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackSignal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An exposure or a signal, and the bytes in which a producer would send it. */
record Event(Exposure exposure, FeedbackSignal signal) {

  static Event of(Exposure exposure) {
    return new Event(exposure, null);
  }

  static Event of(FeedbackSignal signal) {
    return new Event(null, signal);
  }

  long time() {
    return exposure != null ? exposure.time() : signal.time();
  }

  String user() {
    return exposure != null ? exposure.user() : signal.user();
  }

  String id() {
    return exposure != null ? exposure.id() : signal.id();
  }

  /** As read one second after it happened. */
  RawRecord raw(int partition, long offset) {
    return raw(partition, offset, time() + 1000);
  }

  RawRecord raw(int partition, long offset, long ingestTime) {
    String topic = exposure != null ? "feedback.exposures" : "feedback.signals";
    byte[] key = user().getBytes(StandardCharsets.UTF_8);
    return new RawRecord(topic, partition, offset, ingestTime, key, bytes(), Map.of());
  }

  /** Decoded and found timely. */
  PackedEvent timely() {
    return knownAt(time());
  }

  /** Decoded and found late, when its partition had come to a time. */
  PackedEvent knownAt(long known) {
    return PackedEvent.of(Fixtures.decoder().apply(raw(0, 0)), known);
  }

  private byte[] bytes() {
    return exposure != null
        ? RecordCodec.of(io.flyball.schemas.Exposure.class).encode(FeedbackMapping.toAvro(exposure))
        : RecordCodec.of(io.flyball.schemas.FeedbackSignal.class)
            .encode(FeedbackMapping.toAvro(signal));
  }
}
