package io.flyball.connectors.codec;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record as a source read it, before anybody looked inside.
 *
 * @param topic topic or file it came from
 * @param partition partition, 0 where there are none
 * @param offset offset or line number, counted from 0
 * @param ingestTime when the source took it in, epoch ms: the broker's timestamp, so that a replay
 *     sees the same one
 * @param key raw key, null when absent
 * @param value raw value, null for a tombstone
 * @param headers raw headers; the last one wins where a name repeats
 * @param writer what a schema registry says of the value's frame; null without a registry or frame
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long ingestTime,
    byte[] key,
    byte[] value,
    Map<String, byte[]> headers,
    WriterSchema writer) {

  /** A record of a stream without a schema registry. */
  public RawRecord(
      String topic,
      int partition,
      long offset,
      long ingestTime,
      byte[] key,
      byte[] value,
      Map<String, byte[]> headers) {
    this(topic, partition, offset, ingestTime, key, value, headers, null);
  }

  /** A record as a consumer read it, with its headers. */
  public static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
    return of(record, record.value(), null);
  }

  /**
   * One value of a record as a consumer read it, with the record's headers.
   *
   * @param value the record's value, or one of a batch
   * @param writer what a schema registry says of the value's frame; null without a registry or
   *     frame
   */
  public static RawRecord of(
      ConsumerRecord<byte[], byte[]> record, byte[] value, WriterSchema writer) {
    return new RawRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        value,
        headers(record.headers()),
        writer);
  }

  private static Map<String, byte[]> headers(Headers of) {
    Map<String, byte[]> headers = Map.of();
    for (Header header : of) {
      if (headers.isEmpty()) {
        headers = new HashMap<>();
      }
      headers.put(header.key(), header.value());
    }
    return headers;
  }
}
