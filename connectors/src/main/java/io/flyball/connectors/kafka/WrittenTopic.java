package io.flyball.connectors.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;

/** What Flink's lineage is told of a sink of {@link KafkaSinks}: its topic and its transactions. */
public final class WrittenTopic extends DefaultKafkaDatasetFacet {
  private final String transactionalId;

  WrittenTopic(String topic, DeliveryGuarantee guarantee, String transactionalIdPrefix) {
    super(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)));
    this.transactionalId =
        guarantee == DeliveryGuarantee.EXACTLY_ONCE ? transactionalIdPrefix + "-0-1" : null;
  }

  /** An id as the sink makes them; empty when it writes without transactions. */
  public Optional<String> transactionalId() {
    return Optional.ofNullable(transactionalId);
  }
}
