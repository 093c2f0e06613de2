package io.flyball.gateway.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.SchemaHistory;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.schemas.DeadLetter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads refused values that are Avro in single-object encoding, whatever made a job refuse them.
 */
final class LetterAvro {
  private static final int HEADER = 10;

  /** A longer record is not shown. */
  private static final int LONGEST = 64 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Long, Version> VERSIONS = versions();

  private record Version(Schema written, Schema current, int number) {}

  private static Map<Long, Version> versions() {
    Map<Long, Version> versions = new HashMap<>();
    for (Topic topic : TopicCatalogue.load().topics()) {
      Schema current = schema(topic.record());
      int number = 0;
      for (Schema written : SchemaHistory.of(current).versions()) {
        versions.put(SchemaHistory.fingerprint(written), new Version(written, current, ++number));
      }
    }
    return versions;
  }

  private static Schema schema(String record) {
    try {
      String name = DeadLetter.class.getPackageName() + "." + record;
      return SpecificData.get().getSchema(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the catalogue names a record that is none: " + record, e);
    }
  }

  /** The schema and the record; null when the value is no Avro of ours. */
  ObjectNode of(byte[] value) {
    if (value.length < HEADER || value[0] != (byte) 0xC3 || value[1] != 1) {
      return null;
    }
    long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    Version version = VERSIONS.get(fingerprint);
    ObjectNode node = JSON.createObjectNode();
    if (version == null) {
      return node.putNull("schema")
          .putNull("record")
          .put("fault", "no known schema has the fingerprint " + Long.toHexString(fingerprint));
    }
    node.put("schema", version.current().getName()).put("version", version.number());
    try {
      SpecificData data = SpecificData.getForSchema(version.current());
      var reader =
          new SpecificDatumReader<SpecificRecord>(version.written(), version.current(), data);
      var decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
      String text = JsonWriter.write(reader.read(null, decoder));
      if (text.length() > LONGEST) {
        return node.putNull("record").put("fault", "the record is too long to be shown");
      }
      return node.set("record", JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is written is JSON", e);
    } catch (IOException | RuntimeException e) {
      // Avro answers a broken body with whatever its tables throw.
      return node.putNull("record").put("fault", "the body is broken: " + e.getMessage());
    }
  }
}
