package io.flyball.gateway.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.PolicySnapshot;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Records whose bytes are left out. */
final class ShownRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ShownRecords() {}

  /** A snapshot; of its model only the length. */
  static String of(PolicySnapshot snapshot) {
    return without(snapshot, Set.of("model"))
        .put("modelBytes", snapshot.getModel().remaining())
        .toString();
  }

  /** A dead letter; of its value only the length. */
  static String of(DeadLetter letter) {
    return without(letter, Set.of("key", "value", "headers"))
        .put("valueBytes", letter.getValue() == null ? 0 : letter.getValue().remaining())
        .toString();
  }

  private static ObjectNode without(IndexedRecord record, Set<String> names) {
    IndexedRecord bare = new GenericData.Record(record.getSchema());
    for (Schema.Field field : record.getSchema().getFields()) {
      if (!names.contains(field.name())) {
        bare.put(field.pos(), record.get(field.pos()));
      }
    }
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(JsonWriter.write(bare));
      return node.remove(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is written is JSON", e);
    }
  }
}
