package io.flyball.client;

/** What happens to a decision when the queue of decisions that wait for Kafka is full. */
public enum WhenFull {
  /**
   * Half of the decisions that wait are dropped whole, each by a coin of its own, and the
   * importance of the others is doubled, so that sums over the log keep their expectation. Deciding
   * never waits.
   */
  DROP,
  /**
   * Deciding waits until there is room: nothing is lost, and a broker that is down stops callers.
   */
  BLOCK,
  /** Deciding throws a {@link QueueFullException}, and nothing is shown. */
  THROW
}
