package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.EMPTY_VALUE;
import static io.flyball.core.record.Reason.TOMBSTONE;
import static io.flyball.core.record.Reason.TOO_LARGE;
import static io.flyball.core.record.Reason.UNKNOWN_FORMAT;

import io.flyball.core.record.Refusal;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns the bytes of a stream into records of one type and back. It reads Avro single-object
 * encoding, written with any schema of the record's history, JSON, and Confluent's wire format
 * where the source has asked a schema registry for the writer's schema; it tells them apart by
 * their first bytes. Bad bytes never throw: they come back as a refusal with the first reason
 * found, and leave no trace for the next record. An id or time that the record lacks is taken from
 * the CloudEvent that carries it, in binary or structured mode. A time before 1970 is refused, and
 * what lies beyond a {@link FieldLimit}.
 *
 * <p>Serializable, so that an operator may hold it: only the class and the limit travel. Not
 * thread-safe. Cost per record: some hundred nanoseconds for Avro, some microseconds for JSON.
 *
 * @param <T> generated record class
 */
public final class RecordCodec<T extends SpecificRecord> implements Serializable {
  /** Longest value accepted unless told otherwise: 1 MiB. */
  public static final int DEFAULT_LIMIT = 1 << 20;

  private static final long serialVersionUID = 1;

  private final Class<T> type;
  private final int limit;
  private transient Parts<T> parts;

  private RecordCodec(Class<T> type, int limit) {
    this.type = Objects.requireNonNull(type, "type");
    if (limit < 1) {
      throw new IllegalArgumentException("limit is at least 1 byte, not " + limit);
    }
    this.limit = limit;
  }

  public static <T extends SpecificRecord> RecordCodec<T> of(Class<T> type) {
    return of(type, DEFAULT_LIMIT);
  }

  /**
   * A codec that refuses values longer than {@code limit} bytes as TOO_LARGE.
   *
   * @throws IllegalArgumentException when the limit is below 1
   */
  public static <T extends SpecificRecord> RecordCodec<T> of(Class<T> type, int limit) {
    return new RecordCodec<>(type, limit);
  }

  /** Decodes a raw record; never throws for what it holds. */
  public Decoded<T> decode(RawRecord raw) {
    Parts<T> parts = parts();
    try {
      byte[] value = requireValue(raw.value());
      if (AvroRecords.isMarked(value)) {
        T record = parts.avro.decode(value);
        return parts.fromAvro(record, raw);
      }
      if (value[0] == 0) {
        T record = parts.avro.decodeFramed(value, raw.writer());
        return parts.fromAvro(record, raw);
      }
      if (!looksLikeObject(value)) {
        throw RefusalException.at(
            0, UNKNOWN_FORMAT, "neither Avro single-object encoding nor a JSON object");
      }
      Map<String, Object> object = parts.tree.parse(value);
      return CloudEvent.is(object)
          ? decode(CloudEvent.of(object), FirstArrival.of(raw))
          : parts.fromJson(object, raw.headers(), FirstArrival.of(raw));
    } catch (RefusalException e) {
      return new Decoded.Refused<>(e.refusal());
    }
  }

  /** The record as Avro single-object encoding, written with the current schema. */
  public byte[] encode(T record) {
    return parts().avro.encode(record);
  }

  /**
   * What a reader would refuse of a record that was not decoded but made here; empty where nothing
   * is wrong.
   *
   * @param length of its encoded value, bytes
   */
  public Optional<Refusal> fault(T record, int length) {
    Parts<T> parts = parts();
    try {
      requireLength(length);
      parts.times.require(record);
      parts.cloudEvents.fill(record, Map.of(), 0);
      parts.limits.require(record);
      return Optional.empty();
    } catch (RefusalException e) {
      return Optional.of(e.refusal());
    }
  }

  /** The generated class that this codec decodes to. */
  public Class<T> type() {
    return type;
  }

  /**
   * Decodes an object that was parsed already into maps, lists, strings, longs, doubles, booleans
   * and nulls, by the rules for JSON.
   */
  public Decoded<T> decode(Map<String, Object> object, Map<String, byte[]> headers) {
    try {
      return parts().fromJson(object, headers, 0);
    } catch (RefusalException e) {
      return new Decoded.Refused<>(e.refusal());
    }
  }

  /** Decodes the record in a CloudEvent of structured mode. */
  Decoded<T> decode(CloudEvent event, long ingestTime) {
    if (event.bytes() != null) {
      byte[] value = event.bytes();
      Decoded<T> inner = decode(new RawRecord("", 0, 0, ingestTime, null, value, event.headers()));
      return inner instanceof Decoded.Good<T> good
          ? new Decoded.Good<>(good.value(), good.unknownFields(), -1)
          : inner;
    }
    try {
      return parts().fromJson(event.data(), event.headers(), ingestTime);
    } catch (RefusalException e) {
      return new Decoded.Refused<>(e.refusal());
    }
  }

  private byte[] requireValue(byte[] value) throws RefusalException {
    if (value == null) {
      throw RefusalException.of(TOMBSTONE, "", "the value is null");
    }
    if (value.length == 0) {
      throw RefusalException.of(EMPTY_VALUE, "", "the value has no bytes");
    }
    requireLength(value.length);
    return value;
  }

  private void requireLength(int length) throws RefusalException {
    if (length > limit) {
      throw RefusalException.of(TOO_LARGE, "", length + " bytes, where " + limit + " are allowed");
    }
  }

  private static boolean looksLikeObject(byte[] value) {
    for (byte b : value) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return b == '{';
      }
    }
    return false;
  }

  private Parts<T> parts() {
    if (parts == null) {
      parts = new Parts<>(type);
    }
    return parts;
  }

  private static final class Parts<T extends SpecificRecord> {
    final AvroRecords<T> avro;
    final JsonRecords json;
    final JsonTree tree;
    final TimeFields times;
    final CloudEvents cloudEvents;
    final FieldLimits limits;

    Parts(Class<T> type) {
      SpecificData data = SpecificData.getForClass(type);
      Schema schema = data.getSchema(type);
      SchemaHistory history = SchemaHistory.of(schema);
      StrictUtf8 utf8 = new StrictUtf8();
      avro = new AvroRecords<>(schema, data, history);
      json = new JsonRecords(schema, data, history.versions().size());
      tree = new JsonTree(utf8);
      times = TimeFields.of(schema);
      cloudEvents = new CloudEvents(schema, utf8);
      limits = FieldLimits.of(schema);
    }

    @SuppressWarnings("unchecked")
    Decoded<T> fromJson(Map<String, Object> object, Map<String, byte[]> headers, long ingestTime)
        throws RefusalException {
      T record = (T) json.decode(object);
      cloudEvents.fill(record, headers, ingestTime);
      limits.require(record);
      return new Decoded.Good<>(record, json.unknownFields(), -1);
    }

    Decoded<T> fromAvro(T record, RawRecord raw) throws RefusalException {
      times.require(record);
      boolean filled = cloudEvents.fill(record, raw.headers(), FirstArrival.of(raw));
      limits.require(record);
      int body = filled ? -1 : avro.canonicalBody();
      return new Decoded.Good<>(record, UnknownFields.NONE, body);
    }
  }
}
