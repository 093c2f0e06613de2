package io.flyball.gateway;

import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What became of one record that was handed to the brokers.
 *
 * @param metadata where it lies; null where it failed
 * @param failure why it failed; null where every in-sync replica has it
 */
record Delivery(RecordMetadata metadata, Exception failure) {}
