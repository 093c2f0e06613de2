package io.flyball.gateway.picture;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.connectors.topic.TopicScan;
import io.flyball.schemas.EventPacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the newest packets of a camera, read from the end of its topic back. Only packets of the
 * camera's newest stretch are held.
 */
final class NewestPackets {
  /** Packets of a partition that are looked at. */
  static final int MOST = 1024;

  private static final int PIECE = 32;
  private static final int LARGEST = 4 << 20;

  private final TopicClients clients;
  private final String camera;
  private final long lengthUs;
  private final RecordCodec<EventPacket> codec = RecordCodec.of(EventPacket.class, LARGEST);
  private final List<Found> found = new ArrayList<>();

  /** A packet and when it was written. */
  record Found(EventPacket packet, long timestamp) {}

  /**
   * @param lengthUs device time before the newest packet's end that is wanted
   */
  NewestPackets(TopicClients clients, String camera, long lengthUs) {
    this.clients = clients;
    this.camera = camera;
    this.lengthUs = lengthUs;
  }

  /** In the order of device time; empty when there is none. */
  List<Found> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      List<TopicPartition> partitions = TopicScan.partitions(consumer, topic, clients.patience());
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, clients.patience());
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, clients.patience());
      Map<TopicPartition, Long> starts = new HashMap<>(ends);
      boolean more = true;
      while (more && !isWhole()) {
        more = false;
        for (TopicPartition partition : partitions) {
          long end = starts.get(partition);
          long least = Math.max(begins.get(partition), ends.get(partition) - MOST);
          long start = Math.max(least, end - PIECE);
          if (start < end) {
            more = true;
            TopicScan.piece(consumer, partition, start, end, clients.patience(), this::look);
            starts.put(partition, start);
          }
        }
      }
      found.sort(Comparator.comparingLong(one -> one.packet().getStartUs()));
      return found;
    }
  }

  private void look(ConsumerRecord<byte[], byte[]> record) {
    if (codec.decode(clients.raw(record)) instanceof Decoded.Good<EventPacket> good
        && good.value().getCamera().equals(camera)) {
      take(new Found(good.value(), record.timestamp()));
    }
  }

  private void take(Found one) {
    found.add(one);
    EventPacket newest = newest();
    found.removeIf(
        other ->
            other.packet().getSession() != newest.getSession()
                || other.packet().getEndUs() <= newest.getEndUs() - lengthUs
                || isRepeated(other));
  }

  /** Of a packet that was sent again the one found last is kept. */
  private boolean isRepeated(Found one) {
    return found.stream()
        .anyMatch(
            other ->
                other.packet().getSession() == one.packet().getSession()
                    && other.packet().getSequence() == one.packet().getSequence()
                    && found.indexOf(other) > found.indexOf(one));
  }

  private EventPacket newest() {
    return found.stream()
        .map(Found::packet)
        .max(
            Comparator.comparingLong(EventPacket::getSession)
                .thenComparingLong(EventPacket::getSequence))
        .orElseThrow(() -> new IllegalStateException("a packet was found"));
  }

  /** Whether what is held reaches back far enough. */
  private boolean isWhole() {
    if (found.isEmpty()) {
      return false;
    }
    long from = newest().getEndUs() - lengthUs;
    return found.stream()
        .anyMatch(one -> one.packet().getStartUs() <= from || one.packet().getSequence() == 0);
  }
}
