package io.flyball.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A decision that is made, or was; compared by identity.
 *
 * @param digest of what was asked
 * @param begun when it was asked first, nanoseconds
 * @param made completes with the decision, or with a {@link ProblemException}
 * @param log acknowledgement of what tells the job of it; null before it was sent
 * @param taken whether the job was asked, or it was decided not to
 */
@SuppressWarnings("ArrayRecordComponent") // of bytes; compared by Arrays.equals
record PendingDecision(
    byte[] digest,
    long begun,
    CompletableFuture<Decided> made,
    AtomicReference<CompletableFuture<Delivery>> log,
    AtomicBoolean taken) {

  static PendingDecision of(byte[] digest, long begun) {
    return new PendingDecision(
        digest, begun, new CompletableFuture<>(), new AtomicReference<>(), new AtomicBoolean());
  }

  /** Claims to be the one who has it decided: true for the first caller alone. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
