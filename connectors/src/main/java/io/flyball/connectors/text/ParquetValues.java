package io.flyball.connectors.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Values of Parquet as JSON, by their logical types: a timestamp is an ISO text, with {@code Z}
 * where the file says that it is of UTC; a decimal a number; a list an array; a map an object.
 * Bytes without a logical type are UTF-8 text, or ISO-8859-1 where they are none.
 */
final class ParquetValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Julian day of 1970-01-01. */
  private static final long EPOCH_DAY = 2_440_588;

  private ParquetValues() {}

  /** A record; fields that are null are left out. */
  static ObjectNode object(Group group) {
    ObjectNode object = NODES.objectNode();
    GroupType type = group.getType();
    for (int field = 0; field < type.getFieldCount(); field++) {
      int count = group.getFieldRepetitionCount(field);
      if (type.getType(field).isRepetition(Repetition.REPEATED)) {
        ArrayNode array = object.putArray(type.getFieldName(field));
        for (int i = 0; i < count; i++) {
          array.add(value(group, field, i));
        }
      } else if (count > 0) {
        object.set(type.getFieldName(field), value(group, field, 0));
      }
    }
    return object;
  }

  private static JsonNode value(Group group, int field, int index) {
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      return primitive(group, field, index, type.getLogicalTypeAnnotation());
    }
    Group inner = group.getGroup(field, index);
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof ListLogicalTypeAnnotation) {
      return list(inner);
    }
    return logical instanceof MapLogicalTypeAnnotation ? map(inner) : object(inner);
  }

  /** Three levels, as today's writers have them, or two, as older ones. */
  private static ArrayNode list(Group list) {
    ArrayNode array = NODES.arrayNode();
    Type repeated = list.getType().getType(0);
    boolean wrapped =
        !repeated.isPrimitive()
            && repeated.asGroupType().getFieldCount() == 1
            && !repeated.getName().equals("array");
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      if (!wrapped) {
        array.add(value(list, 0, i));
      } else {
        Group entry = list.getGroup(0, i);
        array.add(entry.getFieldRepetitionCount(0) == 0 ? NODES.nullNode() : value(entry, 0, 0));
      }
    }
    return array;
  }

  private static ObjectNode map(Group map) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
      Group entry = map.getGroup(0, i);
      if (entry.getFieldRepetitionCount(1) > 0) {
        object.set(value(entry, 0, 0).asText(), value(entry, 1, 0));
      }
    }
    return object;
  }

  private static JsonNode primitive(
      Group group, int field, int index, LogicalTypeAnnotation logical) {
    return switch (group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> NODES.booleanNode(group.getBoolean(field, index));
      case INT32 -> integer(group.getInteger(field, index), logical, true);
      case INT64 -> integer(group.getLong(field, index), logical, false);
      case FLOAT -> NODES.numberNode(group.getFloat(field, index));
      case DOUBLE -> NODES.numberNode(group.getDouble(field, index));
      case INT96 -> NODES.textNode(int96(group.getInt96(field, index)));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(group.getBinary(field, index), logical);
    };
  }

  private static JsonNode integer(long value, LogicalTypeAnnotation logical, boolean narrow) {
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      Instant time = Instant.EPOCH.plus(value, unit(timestamp.getUnit()));
      return NODES.textNode(
          timestamp.isAdjustedToUTC()
              ? time.toString()
              : time.atZone(ZoneOffset.UTC).toLocalDateTime().toString());
    }
    if (logical instanceof DateLogicalTypeAnnotation) {
      return NODES.textNode(LocalDate.ofEpochDay(value).toString());
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      return NODES.textNode(LocalTime.MIDNIGHT.plus(value, unit(time.getUnit())).toString());
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return DecimalNode.valueOf(BigDecimal.valueOf(value, decimal.getScale()));
    }
    if (logical instanceof IntLogicalTypeAnnotation number && !number.isSigned()) {
      return narrow
          ? NODES.numberNode(value & 0xFFFF_FFFFL)
          : NODES.numberNode(new BigInteger(Long.toUnsignedString(value)));
    }
    return NODES.numberNode(value);
  }

  private static ChronoUnit unit(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> ChronoUnit.MILLIS;
      case MICROS -> ChronoUnit.MICROS;
      case NANOS -> ChronoUnit.NANOS;
    };
  }

  /** The timestamp of Impala and older Sparks: nanoseconds of the day, then the Julian day. */
  private static String int96(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    long day = bytes.getInt() - EPOCH_DAY;
    return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanos).toString();
  }

  private static JsonNode bytes(Binary value, LogicalTypeAnnotation logical) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return NODES.numberNode(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
    }
    if (logical instanceof UUIDLogicalTypeAnnotation) {
      ByteBuffer bytes = value.toByteBuffer();
      return NODES.textNode(new UUID(bytes.getLong(), bytes.getLong()).toString());
    }
    byte[] bytes = value.getBytes();
    try {
      return NODES.textNode(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return NODES.textNode(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }
}
