package io.flyball.client;

import io.flyball.connectors.codec.RefusalException;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.PublishedPolicy;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.core.bandit.serve.RequestValidation;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.PolicySnapshot;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One snapshot of a policy, ready to answer from any number of threads: same arm and same
 * propensities, bit for bit, as the bandit job gave at that moment.
 *
 * <p>Algorithms keep caches in the model that they are asked, so each thread takes a copy of the
 * model for the length of one answer. Copies are kept for the next one, as many as there were
 * threads at once; there is no lock. The first answer on a copy costs the copying.
 */
public final class ServingPolicy {
  private static final long NEVER = Long.MIN_VALUE;

  private final PublishedPolicy pristine;
  private final ConcurrentLinkedQueue<PublishedPolicy> copies = new ConcurrentLinkedQueue<>();

  /** The copy that one thread alone would take again and again, without the queue's nodes. */
  private final AtomicReference<PublishedPolicy> spare = new AtomicReference<>();

  private volatile long overdue = NEVER;

  private final boolean deterministic;

  private ServingPolicy(PublishedPolicy pristine) {
    this.pristine = pristine;
    this.deterministic = pristine.deterministic();
  }

  /**
   * Reads and checks a snapshot.
   *
   * @throws IllegalArgumentException in a sentence, for a shard's, for one that does not say all
   *     that decisions follow from (schema version 1), for an unknown algorithm and a broken model
   */
  public static ServingPolicy of(PolicySnapshot snapshot) {
    return new ServingPolicy(PublishedPolicy.of(CoreRecords.of(snapshot)));
  }

  /** What it was read from: policy, version, time, algorithm, model. */
  public Snapshot snapshot() {
    return pristine.snapshot();
  }

  public String policy() {
    return snapshot().policy();
  }

  /** Grows with every snapshot of the policy. */
  public long version() {
    return snapshot().version();
  }

  /** When it was published, event time, epoch ms. */
  public long time() {
    return snapshot().time();
  }

  /**
   * Whether the job has stopped publishing the policy: a decision was logged when this snapshot was
   * older than the limit, and since then the limit has passed again without a newer one. A policy
   * that nobody asks about is not stale, however old its snapshot: the job has learned nothing
   * since.
   *
   * @param now epoch ms
   * @param limit ms, above {@code bandit.publish.at-least} and what a snapshot takes to get here
   */
  public boolean stale(long now, long limit) {
    long since = overdue;
    return since != NEVER && now - since > limit;
  }

  /** A decision is logged: if this snapshot is old, the job publishes another one upon it. */
  public void asked(long now, long limit) {
    if (overdue == NEVER && now - time() > limit) {
      overdue = now;
    }
  }

  /** What the job did with a request when it published. */
  public Mode mode() {
    return snapshot().terms().mode();
  }

  /** Whether the job holds newer statistics back. */
  public boolean held() {
    return snapshot().terms().held();
  }

  /** Whether the best arm is shown for certain: everyone who is asked alike gets the same. */
  public boolean deterministic() {
    return deterministic;
  }

  /**
   * What the policy itself chooses, whatever its mode and whatever arm is forced.
   *
   * @param request as the bandit job takes it, with masked arms; its id is the decision id
   *     "POLICY/REST", which seeds the draw
   * @param largest size of a number, {@code bandit.max-magnitude} of the job
   * @throws RefusalException with the reason and field that the job would refuse it with
   */
  public Answer answer(io.flyball.schemas.DecisionRequest request, double largest)
      throws RefusalException {
    DecisionRequest all = CoreRecords.of(request, request.getTime().toEpochMilli());
    boolean[] eligible = CoreRecords.eligible(request);
    Optional<Refusal> fault = RequestValidation.check(all, eligible, largest);
    if (fault.isPresent()) {
      Refusal refusal = fault.get();
      throw RefusalException.of(refusal.reason(), refusal.field(), refusal.message());
    }
    try {
      return answer(RequestValidation.eligible(all, eligible));
    } catch (IllegalArgumentException e) {
      throw RefusalException.of(Reason.MODEL_MISMATCH, "", e.getMessage());
    }
  }

  /**
   * The same for a request that was checked, with its eligible arms alone.
   *
   * @throws IllegalArgumentException for what the job would refuse as MODEL_MISMATCH
   */
  public Answer answer(DecisionRequest request) {
    PublishedPolicy copy = spare.getAndSet(null);
    if (copy == null) {
      copy = copies.poll();
    }
    if (copy == null) {
      copy = pristine.copy();
    }
    try {
      return copy.answer(request);
    } finally {
      if (!spare.compareAndSet(null, copy)) {
        copies.offer(copy);
      }
    }
  }
}
