package io.flyball.gateway.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.connectors.topic.TopicScan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds one record of a topic: by its place, or by its id among the newest, read back a piece of
 * each partition at a time until it is found or {@value #MOST} were looked at.
 */
public final class RecordLookup {
  /** How many records are looked at for an id. */
  public static final int MOST = 20_000;

  private static final int PIECE = 500;

  /** A longer record is not shown. */
  private static final int LONGEST = 256 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TopicClients clients;
  private final RecordCodec<?> codec;
  private final String wanted;
  private ConsumerRecord<byte[], byte[]> found;
  private long scanned;

  /**
   * A record that was found.
   *
   * @param record as JSON, with its place; null without one
   * @param scanned how many were looked at
   */
  public record Found(ObjectNode record, long scanned) {}

  private RecordLookup(TopicClients clients, Class<? extends SpecificRecord> type, String wanted) {
    this.clients = clients;
    this.codec = RecordCodec.of(type, Integer.MAX_VALUE);
    this.wanted = wanted;
  }

  /**
   * The newest record of an id.
   *
   * @throws KafkaException when brokers or the topic are not there, or stop answering
   */
  public static Found byId(
      TopicClients clients, String topic, Class<? extends SpecificRecord> type, String id) {
    RecordLookup lookup = new RecordLookup(clients, type, id);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      lookup.search(consumer, topic);
    }
    return lookup.result();
  }

  /**
   * The record of a place.
   *
   * @throws KafkaException when brokers or the topic are not there, or stop answering
   */
  public static Found at(
      TopicClients clients,
      TopicPartition place,
      Class<? extends SpecificRecord> type,
      long offset) {
    RecordLookup lookup = new RecordLookup(clients, type, null);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      if (TopicScan.partitions(consumer, place.topic(), clients.patience()).contains(place)) {
        List<TopicPartition> one = List.of(place);
        long begin = consumer.beginningOffsets(one, clients.patience()).get(place);
        long end = consumer.endOffsets(one, clients.patience()).get(place);
        if (offset >= begin && offset < end) {
          TopicScan.piece(consumer, place, offset, offset + 1, clients.patience(), lookup::look);
        }
      }
    }
    return lookup.result();
  }

  private void search(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> all = TopicScan.partitions(consumer, topic, clients.patience());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, clients.patience());
    Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(all, clients.patience()));
    boolean more = true;
    while (more && found == null && scanned < MOST) {
      more = false;
      for (TopicPartition one : all) {
        long end = starts.get(one);
        long start = Math.max(begins.get(one), end - PIECE);
        if (start < end) {
          more = true;
          TopicScan.piece(consumer, one, start, end, clients.patience(), this::look);
          starts.put(one, start);
        }
      }
    }
  }

  private void look(ConsumerRecord<byte[], byte[]> record) {
    scanned++;
    if (wanted == null || wanted.equals(id(decode(record)))) {
      found = record;
    }
  }

  private Decoded<? extends SpecificRecord> decode(ConsumerRecord<byte[], byte[]> record) {
    RawRecord raw = clients.raw(record);
    record.headers().forEach(header -> raw.headers().put(header.key(), header.value()));
    return codec.decode(raw);
  }

  private static String id(Decoded<? extends SpecificRecord> decoded) {
    if (!(decoded instanceof Decoded.Good<? extends SpecificRecord> good)) {
      return null;
    }
    SpecificRecord record = good.value();
    Schema.Field field = record.getSchema().getField("id");
    if (field == null) {
      field = record.getSchema().getField("spanId");
    }
    return field == null ? null : String.valueOf(record.get(field.pos()));
  }

  private Found result() {
    if (found == null) {
      return new Found(null, scanned);
    }
    ObjectNode node =
        JSON.createObjectNode()
            .put("topic", found.topic())
            .put("partition", found.partition())
            .put("offset", found.offset())
            .put("timestamp", found.timestamp());
    node.putNull("record");
    Decoded<? extends SpecificRecord> decoded = decode(found);
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      node.put("fault", refused.refusal().message());
    } else if (decoded instanceof Decoded.Good<? extends SpecificRecord> good) {
      String text = JsonWriter.write(good.value());
      if (text.length() > LONGEST) {
        node.put("fault", "the record is too long to be shown");
      } else {
        node.set("record", parsed(text));
      }
    }
    return new Found(node, scanned);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is written is JSON", e);
    }
  }
}
