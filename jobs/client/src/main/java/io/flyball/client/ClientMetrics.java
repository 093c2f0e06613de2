package io.flyball.client;

/**
 * Where a client's measurements go: a bridge to whatever the process measures with. Called on the
 * path of every decision and from the client's own threads: it must be quick, and safe for threads.
 */
public interface ClientMetrics {
  /** Measures nothing. */
  ClientMetrics NONE = new ClientMetrics() {};

  /** A decision was made, in so many nanoseconds. */
  default void decided(String policy, Source source, long nanos) {}

  /** Kafka has acknowledged a decision or a reward. */
  default void logged(String policy) {}

  /** A decision or a reward was dropped. */
  default void dropped(String policy) {}

  /** Kafka refused a decision or a reward. */
  default void failed(String policy) {}

  /** A snapshot is in use now, so old in ms. */
  default void snapshot(String policy, long version, long ageMillis) {}

  /** A snapshot or a control update could not be used. */
  default void broken(String policy, String fault) {}
}
