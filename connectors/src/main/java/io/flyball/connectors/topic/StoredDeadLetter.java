package io.flyball.connectors.topic;

import io.flyball.schemas.DeadLetter;
import java.nio.ByteBuffer;

/**
 * A dead letter and where it lies.
 *
 * @param partition partition of the dead letter topic
 * @param offset offset there
 * @param letter what was refused and why
 */
public record StoredDeadLetter(int partition, long offset, DeadLetter letter) {

  /** {@code dead-letters/<partition>/<offset>}. */
  public String name() {
    return DeadLetterTopic.NAME + "/" + partition + "/" + offset;
  }

  /** Bytes of the refused value, 0 for a tombstone. */
  public int valueBytes() {
    ByteBuffer value = letter.getValue();
    return value == null ? 0 : value.remaining();
  }
}
