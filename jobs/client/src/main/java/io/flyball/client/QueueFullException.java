package io.flyball.client;

/** The queue of records that wait for Kafka is full. */
public final class QueueFullException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  QueueFullException(int capacity) {
    super(
        capacity
            + " records wait for Kafka, which is all that the queue holds: the broker is down or"
            + " slower than the decisions. Raise queue, or choose WhenFull.DROP or BLOCK");
  }
}
