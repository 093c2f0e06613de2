package io.flyball.connectors.codec.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** From which offsets a topic is read first. */
@FunctionalInterface
public interface StartPlaces {
  /** All that is there. */
  StartPlaces BEGINNING = Consumer::beginningOffsets;

  /** What comes from now on. */
  StartPlaces END = Consumer::endOffsets;

  /** The first offset of each partition. */
  Map<TopicPartition, Long> of(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
}
