package io.flyball.verify;

import io.flyball.verify.JobFaultTest.Load;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes a load in its order, each record once, whatever happens to the broker: the producer is
 * idempotent and tries again for two minutes.
 */
final class KafkaFeeder implements Feeder {
  /** What the broker knows it by. */
  static final String CLIENT = "feeder";

  private final Load load;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> lost = new AtomicReference<>();
  private long fed;

  KafkaFeeder(Load load, String bootstrap) {
    this.load = load;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                CLIENT,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // No batch overtakes the first to a partition that has no leader yet.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                120_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  public void feedUntil(long total) {
    for (; fed < total; fed++) {
      producer.send(
          load.at(fed),
          (metadata, failure) -> {
            if (failure != null) {
              lost.compareAndSet(null, failure);
            }
          });
    }
    requireNothingLost();
  }

  @Override
  public long fed() {
    return fed;
  }

  @Override
  public void flush() {
    producer.flush();
    requireNothingLost();
  }

  private void requireNothingLost() {
    if (lost.get() != null) {
      throw new IllegalStateException("the broker did not take a record", lost.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
