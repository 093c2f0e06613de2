package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.EMPTY_VALUE;
import static io.flyball.core.record.Reason.MISSING_FIELD;
import static io.flyball.core.record.Reason.TOO_LARGE;
import static io.flyball.core.record.Reason.UNKNOWN_TYPE;

import io.flyball.core.record.Refusal;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads text lines of mixed records, each a JSON object whose {@code type} names its record and
 * whose optional {@code ingestTime} (epoch milliseconds or ISO 8601) says when it was taken in.
 * Serializable; not thread-safe.
 */
public final class JsonLines implements Serializable {
  private static final long serialVersionUID = 1;

  /** One line: its bytes as a source read them, and the outcome. */
  public record Line(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {}

  private final String source;
  private final int limit;
  private final TreeMap<String, RecordCodec<?>> codecs = new TreeMap<>();
  private transient JsonTree tree;

  /**
   * @param source name of the input, which becomes the topic of its raw records
   * @param types records that may come, by simple class name
   * @param limit longest line in bytes
   */
  public JsonLines(String source, Collection<Class<? extends SpecificRecord>> types, int limit) {
    if (limit < 1 || types.isEmpty()) {
      throw new IllegalArgumentException("limit is at least 1 byte, and one type at least");
    }
    this.source = source;
    this.limit = limit;
    for (Class<? extends SpecificRecord> type : types) {
      codecs.put(type.getSimpleName(), RecordCodec.of(type, limit));
    }
  }

  /**
   * Decodes one line; never throws for what it holds.
   *
   * @param number line number counted from 0
   * @param line the bytes without the line's end
   * @param truncated true when the line was longer than these bytes
   * @param ingestTime when it was read, epoch ms; the line's own ingestTime overrides it
   */
  public Line decode(long number, byte[] line, boolean truncated, long ingestTime) {
    RawRecord raw = raw(number, line, ingestTime);
    try {
      if (truncated || line.length > limit) {
        throw RefusalException.of(
            TOO_LARGE, "", "the line is longer than the " + limit + " bytes allowed");
      }
      if (line.length == 0) {
        throw RefusalException.of(EMPTY_VALUE, "", "the line is empty");
      }
      Map<String, Object> object = tree().parse(line);
      if (CloudEvent.is(object)) {
        CloudEvent event = CloudEvent.of(object);
        return new Line(raw, codec(event.type()).decode(event, ingestTime));
      }
      RecordCodec<?> codec = codec(object.get(JsonRecords.TYPE));
      Object stated = object.get(JsonRecords.INGEST_TIME);
      if (stated != null) {
        raw = raw(number, line, ingestTime(stated));
      }
      return new Line(raw, codec.decode(object, raw.headers()));
    } catch (RefusalException e) {
      return refused(raw, e.refusal());
    }
  }

  private RawRecord raw(long number, byte[] line, long ingestTime) {
    return new RawRecord(source, 0, number, ingestTime, null, line, Map.of());
  }

  private RecordCodec<?> codec(Object type) throws RefusalException {
    if (type == null) {
      throw RefusalException.of(MISSING_FIELD, JsonRecords.TYPE, allowed() + " is required");
    }
    if (!(type instanceof String)) {
      throw RefusalException.of(
          BAD_TYPE, JsonRecords.TYPE, allowed() + " is expected, not " + JsonRecords.kind(type));
    }
    RecordCodec<?> codec = codecs.get(type);
    if (codec == null) {
      throw RefusalException.of(
          UNKNOWN_TYPE, JsonRecords.TYPE, allowed() + " is expected, not " + JsonTree.quote(type));
    }
    return codec;
  }

  private String allowed() {
    return "one of " + codecs.keySet();
  }

  private static long ingestTime(Object stated) throws RefusalException {
    try {
      return JsonValues.time(stated).toEpochMilli();
    } catch (RefusalException e) {
      throw e.inside(JsonRecords.INGEST_TIME);
    }
  }

  private JsonTree tree() {
    if (tree == null) {
      tree = new JsonTree(new StrictUtf8());
    }
    return tree;
  }

  private static Line refused(RawRecord raw, Refusal refusal) {
    return new Line(raw, new Decoded.Refused<SpecificRecord>(refusal));
  }
}
