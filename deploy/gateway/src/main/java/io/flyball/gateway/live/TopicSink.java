package io.flyball.gateway.live;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes points of the records of a topic; used by one thread. */
interface TopicSink {
  /** Takes a record; one that does not decode is counted, and stops nothing. */
  void accept(ConsumerRecord<byte[], byte[]> record);

  /** Puts what is new into the ring; called about once a second. */
  void flush();

  /** Records that did not decode. */
  long unreadable();

  /** Records that came too late to be shown. */
  long late();
}
