package io.flyball.connectors.codec;

import java.util.Map;

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
}
