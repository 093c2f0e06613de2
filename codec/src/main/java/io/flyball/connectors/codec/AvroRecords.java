package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.MALFORMED_AVRO;
import static io.flyball.core.record.Reason.SCHEMA_UNAVAILABLE;
import static io.flyball.core.record.Reason.TRAILING_BYTES;
import static io.flyball.core.record.Reason.UNKNOWN_FINGERPRINT;
import static io.flyball.core.record.Reason.UNKNOWN_TYPE;
import static io.flyball.core.record.Reason.UNSUPPORTED_FRAMING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding (Avro specification 1.12): {@code C3 01}, the writer schema's
 * fingerprint as 8 bytes little-endian, the body. Readers are built once per writer schema; they
 * and the decoder keep no bytes from one record to the next.
 */
final class AvroRecords<T extends SpecificRecord> {
  static final int HEADER = 10;
  private static final int FRAME = 5;
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = 0x01;

  private final SpecificData data;
  private final Schema schema;
  private final SchemaHistory history;
  private final Map<Long, Reader> readers = new HashMap<>();

  /** By identity: a registry hands out one schema for an id. */
  private final IdentityHashMap<Schema, Reader> registered = new IdentityHashMap<>();

  private final StrictBinaryDecoder decoder = new StrictBinaryDecoder();
  private final SchemaForm form;
  private final long fingerprint;
  private final byte[] header;
  private final AvroBuffer bytes = new AvroBuffer();
  private int canonicalBody;

  /** How the records of one writer are read. */
  private final class Reader {
    /** Whether it writes the current schema. */
    private final boolean current;

    private final DatumReader<T> resolving;

    @SuppressWarnings("unchecked")
    Reader(Schema written) {
      current = SchemaHistory.fingerprint(written) == fingerprint;
      resolving = (DatumReader<T>) data.createDatumReader(written, schema);
    }

    /** What the form cannot read Avro's own reader refuses with its reason. */
    @SuppressWarnings("unchecked")
    T read(byte[] value, int header) throws RefusalException {
      decoder.reset(value, header, value.length - header);
      if (current) {
        try {
          T record = (T) form.read(decoder);
          canonicalBody = decoder.isCanonical() ? header : -1;
          return record;
        } catch (RefusalException | RuntimeException e) {
          decoder.reset(value, header, value.length - header);
        }
      }
      try {
        return resolving.read(null, decoder);
      } catch (RefusalException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // Avro answers an enum or union index beyond the schema with whatever its tables throw.
        throw RefusalException.at(decoder.position(), MALFORMED_AVRO, "the body is broken: " + e);
      }
    }
  }

  AvroRecords(Schema schema, SpecificData data, SchemaHistory history) {
    this.schema = schema;
    this.data = data;
    this.history = history;
    this.form = SchemaForm.of(schema, data);
    this.fingerprint = SchemaHistory.fingerprint(schema);
    this.header =
        ByteBuffer.allocate(HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MARKER_0)
            .put(MARKER_1)
            .putLong(fingerprint)
            .array();
    bytes.write(header);
  }

  static boolean isMarked(byte[] value) {
    return value.length >= 2 && value[0] == MARKER_0 && value[1] == MARKER_1;
  }

  T decode(byte[] value) throws RefusalException {
    if (value.length < HEADER) {
      throw RefusalException.at(value.length, MALFORMED_AVRO, "the fingerprint ends early");
    }
    long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    return decode(reader(fingerprint), value, HEADER);
  }

  /** Reads a body behind a zero byte and a schema id. */
  T decodeFramed(byte[] value, WriterSchema writer) throws RefusalException {
    if (writer == null) {
      throw RefusalException.at(
          0,
          UNSUPPORTED_FRAMING,
          "the value starts like Confluent's wire format, and no schema registry is configured");
    }
    if (writer.schema() == null) {
      throw RefusalException.of(
          writer.unavailable() ? SCHEMA_UNAVAILABLE : UNKNOWN_FINGERPRINT, "", writer.absence());
    }
    return decode(reader(writer.schema()), value, FRAME);
  }

  /**
   * Where the body of the record that was read last begins in its bytes, if it is what {@link
   * #encode} writes for the record; else -1.
   */
  int canonicalBody() {
    return canonicalBody;
  }

  private T decode(Reader reader, byte[] value, int header) throws RefusalException {
    canonicalBody = -1;
    T record = reader.read(value, header);
    if (decoder.remaining() > 0) {
      throw RefusalException.at(
          decoder.position(), TRAILING_BYTES, decoder.remaining() + " bytes follow the record");
    }
    return record;
  }

  private Reader reader(Schema written) throws RefusalException {
    Reader reader = registered.get(written);
    if (reader == null) {
      if (!written.getFullName().equals(schema.getFullName())) {
        throw RefusalException.of(
            UNKNOWN_TYPE, "", written.getFullName() + " where " + schema.getName() + " belongs");
      }
      reader = new Reader(written);
      registered.put(written, reader);
    }
    return reader;
  }

  private Reader reader(long fingerprint) throws RefusalException {
    Reader reader = readers.get(fingerprint);
    if (reader == null) {
      Schema written = history.find(fingerprint).orElse(null);
      if (written == null) {
        throw RefusalException.of(
            UNKNOWN_FINGERPRINT,
            "",
            "no version of "
                + schema.getName()
                + " has the fingerprint "
                + Long.toHexString(fingerprint));
      }
      reader = new Reader(written);
      readers.put(fingerprint, reader);
    }
    return reader;
  }

  byte[] encode(T record) {
    bytes.cutTo(HEADER);
    try {
      form.write(record, bytes);
    } catch (RuntimeException e) {
      return encodeByAvro(record);
    }
    return bytes.toByteArray();
  }

  /** Fails with Avro's account of what the record lacks. */
  @SuppressWarnings("unchecked")
  private byte[] encodeByAvro(T record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header, 0, header.length);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      ((DatumWriter<T>) data.createDatumWriter(schema)).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
