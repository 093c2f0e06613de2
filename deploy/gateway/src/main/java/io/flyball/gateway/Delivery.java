package io.flyball.gateway;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What became of one record that was handed to the brokers.
 *
 * @param metadata where it lies; null where it failed
 * @param failure why it failed; null where every in-sync replica has it
 */
record Delivery(RecordMetadata metadata, Exception failure) {

  static CompletableFuture<Delivery> failed(Exception failure) {
    return CompletableFuture.completedFuture(new Delivery(null, failure));
  }
}
