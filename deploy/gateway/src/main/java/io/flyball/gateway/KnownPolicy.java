package io.flyball.gateway;

import io.flyball.client.ServingPolicy;
import io.flyball.core.bandit.Shape;
import io.flyball.schemas.PolicySnapshot;
import java.util.List;

/**
 * A policy as its newest readable snapshot has it.
 *
 * @param snapshot null where none could be read yet
 * @param serving answers from it; null where none could be read yet
 * @param shape sizes of its model
 * @param arms ids of its arms, in the order of their first appearance
 * @param partition where the snapshot lies
 * @param offset where the snapshot lies
 * @param fault why a newer one is not served; null where there is none
 */
record KnownPolicy(
    PolicySnapshot snapshot,
    ServingPolicy serving,
    Shape shape,
    List<String> arms,
    int partition,
    long offset,
    String fault) {

  /**
   * Whether another snapshot takes its place: one of a higher version, or of a later time, which a
   * policy that was forgotten and begins anew has, and one that is published again.
   */
  boolean isOlderThan(PolicySnapshot other) {
    return snapshot == null
        || other.getVersion() > snapshot.getVersion()
        || other.getTime().isAfter(snapshot.getTime());
  }

  KnownPolicy withFault(String sentence) {
    return new KnownPolicy(snapshot, serving, shape, arms, partition, offset, sentence);
  }

  /** Milliseconds since it was published, at least 0. */
  long ageMs(long now) {
    return Math.max(0, now - snapshot.getTime().toEpochMilli());
  }
}
