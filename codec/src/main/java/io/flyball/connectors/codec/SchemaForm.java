package io.flyball.connectors.codec;

import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * How values of one schema are read and written where writer and reader agree on it. The schema is
 * walked once; a record then costs a switch a field, where Avro's own readers and writers look up
 * conversions, unions and resolution for each value. The bytes are the same as Avro's.
 *
 * <p>What it throws for a value or a body that does not fit is left to Avro to explain: the caller
 * reads or writes the record again with Avro's own.
 */
abstract class SchemaForm {
  private static final SchemaForm TIME =
      plain(
          in -> Instant.ofEpochMilli(in.readLong()),
          (value, out) -> out.writeLong(((Instant) value).toEpochMilli()));
  private static final SchemaForm LONG =
      plain(StrictBinaryDecoder::readLong, (value, out) -> out.writeLong((Long) value));
  private static final SchemaForm INT =
      plain(StrictBinaryDecoder::readInt, (value, out) -> out.writeLong((Integer) value));
  private static final SchemaForm STRING =
      plain(
          StrictBinaryDecoder::readString,
          (value, out) -> out.writeBytes(value.toString().getBytes(StandardCharsets.UTF_8)));
  private static final SchemaForm BYTES =
      plain(in -> in.readBytes(null), (value, out) -> out.writeBytes((ByteBuffer) value));
  private static final SchemaForm FLOAT =
      plain(StrictBinaryDecoder::readFloat, (value, out) -> out.writeFloat((Float) value));
  private static final SchemaForm DOUBLE =
      plain(StrictBinaryDecoder::readDouble, (value, out) -> out.writeDouble((Double) value));
  private static final SchemaForm NOTHING = plain(in -> null, (value, out) -> {});
  private static final SchemaForm BOOLEAN =
      plain(StrictBinaryDecoder::readBoolean, (value, out) -> out.writeBoolean((Boolean) value));

  /** The next value. */
  abstract Object read(StrictBinaryDecoder in) throws RefusalException;

  abstract void write(Object value, AvroBuffer out);

  /**
   * The form of a schema of generated classes.
   *
   * @throws IllegalArgumentException for a fixed, or a logical type other than {@code
   *     timestamp-millis}
   */
  static SchemaForm of(Schema schema, SpecificData data) {
    return switch (schema.getType()) {
      case RECORD -> new RecordForm(schema, data);
      case ENUM -> new EnumForm(data.getClass(schema).getEnumConstants());
      case ARRAY -> new ArrayForm(of(schema.getElementType(), data));
      case MAP -> new MapForm(of(schema.getValueType(), data));
      case UNION ->
          TimeFields.nonNull(schema).getType() == Schema.Type.UNION
              ? new UnionForm(schema, data)
              : new OptionalForm(
                  schema.getTypes().get(0).getType() == Schema.Type.NULL ? 0 : 1,
                  of(TimeFields.nonNull(schema), data));
      case LONG -> TimeFields.isTime(schema) ? TIME : LONG;
      case STRING -> STRING;
      case BYTES -> BYTES;
      case INT -> INT;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case BOOLEAN -> BOOLEAN;
      case NULL -> NOTHING;
      case FIXED -> throw new IllegalArgumentException("no record has a " + schema);
    };
  }

  private interface Reading {
    Object read(StrictBinaryDecoder in) throws RefusalException;
  }

  private interface Writing {
    void write(Object value, AvroBuffer out);
  }

  private static SchemaForm plain(Reading reading, Writing writing) {
    return new SchemaForm() {
      @Override
      Object read(StrictBinaryDecoder in) throws RefusalException {
        return reading.read(in);
      }

      @Override
      void write(Object value, AvroBuffer out) {
        writing.write(value, out);
      }
    };
  }

  private static final class RecordForm extends SchemaForm {
    private final Constructor<?> constructor;
    private final SchemaForm[] fields;

    RecordForm(Schema schema, SpecificData data) {
      try {
        Class<?> type = data.getClass(schema);
        constructor = type.getDeclaredConstructor();
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException("no generated class of " + schema.getFullName(), e);
      }
      fields =
          schema.getFields().stream()
              .map(field -> of(field.schema(), data))
              .toArray(SchemaForm[]::new);
    }

    @Override
    Object read(StrictBinaryDecoder in) throws RefusalException {
      SpecificRecord record;
      try {
        record = (SpecificRecord) constructor.newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a generated record cannot be made", e);
      }
      for (int i = 0; i < fields.length; i++) {
        record.put(i, fields[i].read(in));
      }
      return record;
    }

    @Override
    void write(Object value, AvroBuffer out) {
      SpecificRecord record = (SpecificRecord) value;
      for (int i = 0; i < fields.length; i++) {
        fields[i].write(record.get(i), out);
      }
    }
  }

  private static final class EnumForm extends SchemaForm {
    private final Object[] constants;

    EnumForm(Object[] constants) {
      this.constants = constants;
    }

    @Override
    Object read(StrictBinaryDecoder in) throws RefusalException {
      return constants[in.readEnum()];
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // it is the index of the symbol, as Avro generates it
    void write(Object value, AvroBuffer out) {
      out.writeLong(((Enum<?>) value).ordinal());
    }
  }

  private static final class OptionalForm extends SchemaForm {
    private final int absent;
    private final SchemaForm present;

    OptionalForm(int absent, SchemaForm present) {
      this.absent = absent;
      this.present = present;
    }

    @Override
    Object read(StrictBinaryDecoder in) throws RefusalException {
      int index = in.readIndex();
      if (index > 1) {
        throw new IndexOutOfBoundsException(index);
      }
      return index == absent ? null : present.read(in);
    }

    @Override
    void write(Object value, AvroBuffer out) {
      out.writeLong(value == null ? absent : 1 - absent);
      if (value != null) {
        present.write(value, out);
      }
    }
  }

  /** Values of several kinds. */
  private static final class UnionForm extends SchemaForm {
    private final Schema schema;
    private final SpecificData data;
    private final SchemaForm[] branches;

    UnionForm(Schema schema, SpecificData data) {
      this.schema = schema;
      this.data = data;
      branches =
          schema.getTypes().stream().map(branch -> of(branch, data)).toArray(SchemaForm[]::new);
    }

    @Override
    Object read(StrictBinaryDecoder in) throws RefusalException {
      return branches[in.readIndex()].read(in);
    }

    @Override
    void write(Object value, AvroBuffer out) {
      int branch = data.resolveUnion(schema, value);
      out.writeLong(branch);
      branches[branch].write(value, out);
    }
  }

  private static final class ArrayForm extends SchemaForm {
    private final SchemaForm item;

    ArrayForm(SchemaForm item) {
      this.item = item;
    }

    @Override
    Object read(StrictBinaryDecoder in) throws RefusalException {
      long count = in.readArrayStart();
      List<Object> items = new ArrayList<>((int) Math.min(count, 64));
      while (count > 0) {
        for (long i = 0; i < count; i++) {
          items.add(item.read(in));
        }
        count = in.nextBlock();
      }
      return items;
    }

    @Override
    void write(Object value, AvroBuffer out) {
      Collection<?> items = (Collection<?>) value;
      if (!items.isEmpty()) {
        out.writeLong(items.size());
        for (Object one : items) {
          item.write(one, out);
        }
      }
      out.writeLong(0);
    }
  }

  private static final class MapForm extends SchemaForm {
    private final SchemaForm item;

    MapForm(SchemaForm item) {
      this.item = item;
    }

    @Override
    Object read(StrictBinaryDecoder in) throws RefusalException {
      long count = in.readMapStart();
      Map<String, Object> items = new HashMap<>((int) count);
      long entries = 0;
      while (count > 0) {
        entries += count;
        for (long i = 0; i < count; i++) {
          items.put(in.readString(), item.read(in));
        }
        count = in.nextBlock();
      }
      in.inAnyOrder(entries);
      return items;
    }

    @Override
    void write(Object value, AvroBuffer out) {
      Map<?, ?> items = (Map<?, ?>) value;
      if (!items.isEmpty()) {
        out.writeLong(items.size());
        items.forEach(
            (key, one) -> {
              STRING.write(key, out);
              item.write(one, out);
            });
      }
      out.writeLong(0);
    }
  }
}
