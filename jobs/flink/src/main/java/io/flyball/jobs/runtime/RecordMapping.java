package io.flyball.jobs.runtime;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Avro to core records and back, for the streams that every job shares. */
public final class RecordMapping {
  private RecordMapping() {}

  public static ControlUpdate fromAvro(io.flyball.schemas.ControlUpdate avro) {
    return new ControlUpdate(
        avro.getTarget(),
        avro.getVersion(),
        avro.getTime().toEpochMilli(),
        avro.getParameters(),
        avro.getAuthor());
  }

  public static io.flyball.schemas.Alert toAvro(Alert alert) {
    return new io.flyball.schemas.Alert(
        alert.id(),
        Instant.ofEpochMilli(alert.time()),
        alert.job(),
        alert.kind(),
        alert.scope(),
        io.flyball.schemas.AlertSeverity.valueOf(alert.severity().name()),
        Instant.ofEpochMilli(alert.since()),
        alert.summary(),
        alert.evidence(),
        // In the order of their names: the same bytes from every JVM.
        new TreeMap<>(alert.values()));
  }

  public static io.flyball.schemas.DeadLetter toAvro(DeadLetter letter) {
    Map<String, ByteBuffer> headers = new HashMap<>();
    letter.headers().forEach((name, value) -> headers.put(name, bytes(value)));
    return new io.flyball.schemas.DeadLetter(
        letter.job(),
        letter.reason().name(),
        letter.field(),
        letter.message(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        Instant.ofEpochMilli(letter.time()),
        letter.key() == null ? null : bytes(letter.key()),
        letter.value() == null ? null : bytes(letter.value()),
        headers);
  }

  private static ByteBuffer bytes(byte[] value) {
    return value == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(value);
  }
}
