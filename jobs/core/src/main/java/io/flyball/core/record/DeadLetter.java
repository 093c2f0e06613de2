package io.flyball.core.record;

import java.util.Map;

/**
 * A record that a job refused, kept whole.
 *
 * @param job the job that refused it
 * @param reason the first fault found
 * @param field path of the offending field; empty when the whole record is at fault
 * @param message one sentence for a person
 * @param topic where it was read
 * @param partition partition it was read from
 * @param offset offset or line number
 * @param time when the source took it in, epoch ms
 * @param key raw key, null when absent
 * @param value raw value, null for a tombstone
 * @param headers raw headers
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    String job,
    Reason reason,
    String field,
    String message,
    String topic,
    int partition,
    long offset,
    long time,
    byte[] key,
    byte[] value,
    Map<String, byte[]> headers) {

  /** The same record, refused for another reason. */
  public DeadLetter because(Refusal refusal) {
    return new DeadLetter(
        job,
        refusal.reason(),
        refusal.field(),
        refusal.message(),
        topic,
        partition,
        offset,
        time,
        key,
        value,
        headers);
  }
}
