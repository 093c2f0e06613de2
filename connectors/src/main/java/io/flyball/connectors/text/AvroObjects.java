package io.flyball.connectors.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

/** The records of an Avro container of any schema; their line is their number, counted from 1. */
final class AvroObjects implements ObjectCells.Objects {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Path file;
  private final DataFileStream<GenericRecord> records;
  private long number;

  AvroObjects(Path file, InputStream in) throws IOException {
    this.file = file;
    try {
      this.records = new DataFileStream<>(in, new GenericDatumReader<>());
    } catch (IOException | AvroRuntimeException e) {
      throw new TextException(file, "it begins as an Avro container and is none: " + e);
    }
    if (records.getSchema().getType() != Schema.Type.RECORD) {
      throw new TextException(file, "the Avro container holds no records");
    }
  }

  @Override
  public ObjectCells.Item next() {
    try {
      if (records.hasNext()) {
        JsonNode value = node(records.next());
        return new ObjectCells.Item(++number, value, null, value.toString());
      }
      // Avro takes a file cut off inside a block for a finished one, the first time it looks.
      if (records.hasNext()) {
        throw new TextException(file, "the file ends inside a block, after record " + number);
      }
      return null;
    } catch (AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new TextException(file, "the Avro container is damaged after record " + number);
    }
  }

  @Override
  public String format() {
    return "an Avro container of " + records.getSchema().getName();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  /** An Avro value as JSON: bytes as ISO-8859-1 text, as Avro's own JSON has them. */
  static JsonNode node(Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof IndexedRecord record) {
      ObjectNode object = NODES.objectNode();
      for (Schema.Field field : record.getSchema().getFields()) {
        object.set(field.name(), node(record.get(field.pos())));
      }
      return object;
    }
    if (value instanceof Collection<?> list) {
      ArrayNode array = NODES.arrayNode();
      list.forEach(element -> array.add(node(element)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, element) -> object.set(key.toString(), node(element)));
      return object;
    }
    if (value instanceof Boolean bool) {
      return NODES.booleanNode(bool);
    }
    if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    }
    if (value instanceof Number number) {
      return NODES.numberNode(number.doubleValue());
    }
    if (value instanceof ByteBuffer bytes) {
      return NODES.textNode(text(bytes.duplicate()));
    }
    return NODES.textNode(
        value instanceof GenericFixed fixed
            ? text(ByteBuffer.wrap(fixed.bytes()))
            : value.toString());
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }
}
