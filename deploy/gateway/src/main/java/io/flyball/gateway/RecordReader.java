package io.flyball.gateway;

import static io.flyball.core.record.Reason.MISSING_FIELD;
import static io.flyball.core.record.Reason.TOO_LARGE;
import static io.flyball.core.record.Reason.UNKNOWN_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonGrammar;
import io.flyball.connectors.codec.JsonTree;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.RefusalException;
import io.flyball.connectors.codec.SchemaHistory;
import io.flyball.connectors.codec.SenderClock;
import io.flyball.connectors.codec.check.RecordCheck;
import io.flyball.core.record.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes and checks records as the jobs do, in the jobs' order, fills in what a record does not
 * say itself, and encodes it for its topic. Not thread-safe.
 */
final class RecordReader {
  private static final String EVENT_TYPE = "io.flyball.";
  private static final int SINGLE_OBJECT_HEADER = 10;
  private static final String KINDS =
      "one of " + Arrays.stream(RecordKind.values()).map(k -> k.type().getSimpleName()).toList();

  private final int limit;
  private final RecordCheck check;
  private final Map<RecordKind, Coder<?>> coders = new EnumMap<>(RecordKind.class);
  private final Map<Long, RecordKind> byFingerprint = new HashMap<>();
  private final JsonTree json = new JsonTree();

  /** A codec whose type is known only to itself. */
  private record Coder<T extends SpecificRecord>(Class<T> type, RecordCodec<T> codec) {
    static <T extends SpecificRecord> Coder<T> of(Class<T> type, int limit) {
      return new Coder<>(type, RecordCodec.of(type, limit));
    }

    byte[] encode(SpecificRecord record) {
      return codec.encode(type.cast(record));
    }
  }

  /** What the record itself does not say and the request does. */
  record Defaults(String id, long arrival) {}

  RecordReader(int limit, RecordCheck check) {
    this.limit = limit;
    this.check = check;
    for (RecordKind kind : RecordKind.values()) {
      coders.put(kind, Coder.of(kind.type(), limit));
      Schema schema = SpecificData.get().getSchema(kind.type());
      for (Schema version : SchemaHistory.of(schema).versions()) {
        byFingerprint.put(SchemaHistory.fingerprint(version), kind);
      }
    }
  }

  /**
   * Reads one record; never throws for what it holds.
   *
   * @param route the kind that the path names; null where each record names its own
   */
  Prepared read(RecordKind route, Item item, int index, Defaults defaults) {
    Map<String, byte[]> stated = stated(item, defaults);
    RawRecord raw = new RawRecord("http", 0, index, defaults.arrival(), null, item.bytes(), stated);
    try {
      if (item.refusal() != null) {
        return refused(route, raw, item.refusal());
      }
      if (item.bytes().length > limit) {
        return refused(
            route,
            raw,
            Refusal.of(
                TOO_LARGE, "", item.bytes().length + " bytes, where " + limit + " are allowed"));
      }
      return typed(route, item, raw);
    } catch (RefusalException e) {
      return refused(route, raw, e.refusal());
    }
  }

  private Prepared typed(RecordKind route, Item item, RawRecord raw) throws RefusalException {
    Object known = item.object();
    RecordKind kind = ofEvent(item);
    if (kind == null && route == null && known == null) {
      kind = ofAvro(item.payload());
      known = kind == null ? json(item.payload()) : null;
    }
    if (kind == null && route == null) {
      kind = ofJson((Map<?, ?>) known);
    }
    if (kind == null) {
      kind = route;
    }
    if (kind == null || (route != null && kind != route)) {
      return refused(route, raw, unknownType(item, kind, route));
    }
    return decoded(kind, decode(kind, item, raw), raw, item);
  }

  private static Refusal unknownType(Item item, RecordKind kind, RecordKind route) {
    String found =
        kind != null
            ? kind.type().getSimpleName()
            : item.event() != null ? item.event().attributes().get("type") : "no type";
    return Refusal.of(
        UNKNOWN_TYPE,
        "type",
        (route == null ? KINDS : route.type().getSimpleName()) + " is expected, not " + found);
  }

  /** The kind that an event's type names; null where it names none of ours. */
  private static RecordKind ofEvent(Item item) {
    String type = item.event() == null ? "" : item.event().attributes().get("type");
    return type.startsWith(EVENT_TYPE)
        ? RecordKind.ofRecord(type.substring(EVENT_TYPE.length())).orElse(null)
        : null;
  }

  private RecordKind ofAvro(byte[] value) {
    return value.length >= SINGLE_OBJECT_HEADER && value[0] == (byte) 0xC3 && value[1] == 1
        ? byFingerprint.get(ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2))
        : null;
  }

  private Map<String, Object> json(byte[] value) throws RefusalException {
    return JsonGrammar.first(value) == '{' ? json.parse(value) : null;
  }

  private static RecordKind ofJson(Map<?, ?> object) {
    return object != null && object.get("type") instanceof String name
        ? RecordKind.ofRecord(name).orElse(null)
        : null;
  }

  private Decoded<? extends SpecificRecord> decode(RecordKind kind, Item item, RawRecord raw) {
    RecordCodec<?> codec = coders.get(kind).codec();
    if (item.object() != null) {
      return codec.decode(item.object(), raw.headers());
    }
    return codec.decode(
        new RawRecord(
            raw.topic(),
            raw.partition(),
            raw.offset(),
            raw.ingestTime(),
            null,
            item.payload(),
            raw.headers()));
  }

  private Prepared decoded(
      RecordKind kind, Decoded<? extends SpecificRecord> decoded, RawRecord raw, Item item) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return refused(kind, raw, refused.refusal());
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    SpecificRecord record = good.value();
    String id = id(record);
    if (kind.idRequired() && id.isEmpty()) {
      return refused(kind, raw, missingId());
    }
    SenderClock.fill(record, raw.ingestTime());
    SenderClock.correct(record, raw.ingestTime());
    Optional<Refusal> fault = check.fault(record, raw.ingestTime());
    if (fault.isPresent()) {
      return new Prepared(
          kind, id, null, null, null, Map.of(), raw, fault.get(), good.unknownFields());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    if (item.event() != null) {
      headers.putAll(item.event().kafkaHeaders());
      headers.put("content-type", Bodies.AVRO);
    }
    return new Prepared(
        kind,
        id,
        record,
        RecordKind.key(record).getBytes(UTF_8),
        coders.get(kind).encode(record),
        headers,
        raw,
        null,
        good.unknownFields());
  }

  private static Refusal missingId() {
    return Refusal.of(
        MISSING_FIELD,
        "id",
        "a record needs an id, a ce-id or the request an Idempotency-Key: without one a repeated"
            + " request would count twice");
  }

  private static String id(SpecificRecord record) {
    Schema.Field field = record.getSchema().getField("id");
    return field == null ? "" : String.valueOf(record.get(field.pos()));
  }

  private static Map<String, byte[]> stated(Item item, Defaults defaults) {
    Map<String, byte[]> headers = new HashMap<>();
    if (item.event() != null) {
      // Source and id together name an event, as they do for the jobs.
      Map<String, String> attributes = item.event().attributes();
      headers.put("ce_id", attributes.get("id").getBytes(UTF_8));
      headers.put("ce_source", attributes.get("source").getBytes(UTF_8));
      if (attributes.get("time") != null) {
        headers.put("ce_time", attributes.get("time").getBytes(UTF_8));
      }
    } else if (defaults.id() != null) {
      headers.put("ce_id", defaults.id().getBytes(UTF_8));
    }
    return headers;
  }

  private static Prepared refused(RecordKind kind, RawRecord raw, Refusal refusal) {
    return new Prepared(kind, "", null, null, null, Map.of(), raw, refusal);
  }
}
