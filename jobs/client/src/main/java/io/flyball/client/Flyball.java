package io.flyball.client;

import io.flyball.client.DecisionLog.End;
import io.flyball.client.PolicySlot.Served;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.connectors.codec.kafka.StartPlaces;
import io.flyball.connectors.codec.kafka.TopicFollower;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.RequestValidation;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in this process: follows the snapshots of policies on Kafka, chooses as the bandit job
 * would, same arm and same propensities bit for bit, and logs what was shown for the job to learn
 * from. Safe for any number of threads.
 *
 * <p>{@link #decide} takes no lock and never waits for Kafka (but where {@link WhenFull#BLOCK} asks
 * for it): it reads the snapshot in memory and leaves the log to another thread. Cost: the
 * algorithm's propensities, and less than a microsecond.
 *
 * <pre>
 *   bandit.snapshots ┐
 *   control ─────────┴► follower thread ► policies ─┐
 *                                        decide ◄───┘
 *                                           └► queue ► log thread ► bandit.requests, rewards
 * </pre>
 */
public final class Flyball implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Flyball.class);

  private final RecordCodec<io.flyball.schemas.DecisionRequest> requests =
      RecordCodec.of(io.flyball.schemas.DecisionRequest.class);
  private final RecordCodec<Reward> rewards = RecordCodec.of(Reward.class);
  private final Policies policies;
  private final Decider decider;
  private final TopicFollower follower;
  private final DecisionLog log;
  private final String requestsTopic;
  private final String rewardsTopic;
  private final Duration staleAfter;
  private final double largest;
  private final ClientMetrics metrics;
  private final Clock clock;

  /** Whose policy was asked last: mostly that of the next question. */
  private PolicySlot latest;

  private volatile boolean closed;

  Flyball(FlyballBuilder b) {
    metrics = b.metrics;
    clock = b.clock;
    staleAfter = b.staleAfter;
    largest = b.maxMagnitude;
    requestsTopic = b.requestsTopic;
    rewardsTopic = b.rewardsTopic;
    policies = new Policies(b.policies, metrics, clock);
    decider = new Decider(b.fallback, staleAfter.toMillis(), b.seed);
    log = new DecisionLog(b.kafka, b.queue, b.whenFull, b.drain, this::ended);
    follower =
        new TopicFollower(
            b.kafka,
            List.of(Policies.SNAPSHOTS, Policies.CONTROL),
            StartPlaces.BEGINNING,
            policies::read);
    log.start();
    follower.start();
  }

  /**
   * Sets up a client.
   *
   * @param kafkaSettings {@code bootstrap.servers}, and what else Kafka's consumer and producer
   *     need to reach and to trust the brokers
   */
  public static FlyballBuilder builder(Map<String, Object> kafkaSettings) {
    return new FlyballBuilder(kafkaSettings);
  }

  /**
   * Waits until the snapshots that were there at the start are read, and every policy that was
   * named has one in use.
   *
   * @return false when that took longer; deciding works all the same, by the fallback
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      follower.caughtUp().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return policies.awaitComplete(deadline - System.nanoTime());
  }

  /**
   * Decides what to show, and logs it.
   *
   * @throws IllegalArgumentException for a question that the job would refuse, in its words
   * @throws NoPolicyException without a usable snapshot, where the fallback is THROW
   * @throws QueueFullException when Kafka is behind, where WhenFull is THROW
   * @throws IllegalStateException after {@link #close}
   */
  public Chosen decide(Ask ask) {
    long from = metrics == ClientMetrics.NONE ? 0 : System.nanoTime();
    requireOpen();
    long now = clock.millis();
    DecisionRequest all = ask.request(now);
    Optional<Refusal> fault = RequestValidation.check(all, ask.eligible(), largest);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get().message());
    }
    PolicySlot slot = slot(all.id());
    Chosen chosen =
        decider.decide(slot.served, RequestValidation.eligible(all, ask.eligible()), now);
    warnOfHerding(slot, chosen);
    log(slot, all, ask.eligible(), chosen);
    slot.decided.increment();
    if (chosen.source().fallback()) {
      slot.fallbacks.increment();
    }
    if (from != 0) {
      metrics.decided(slot.policy, chosen.source(), System.nanoTime() - from);
    }
    return chosen;
  }

  private PolicySlot slot(String id) {
    PolicySlot last = latest;
    if (last != null && last.isOf(id)) {
      return last;
    }
    String policy = DecisionRequest.policyOf(id);
    PolicySlot slot = policies.find(policy);
    if (slot != null) {
      latest = slot;
      return slot;
    }
    if (!policies.follows(policy)) {
      throw new IllegalArgumentException(
          "the policy '" + policy + "' is not followed: name it in policies(...)");
    }
    // Of names that nobody knows there may be any number: nothing is kept of them.
    return new PolicySlot(policy);
  }

  private void log(PolicySlot slot, DecisionRequest all, boolean[] eligible, Chosen chosen) {
    LogEntry entry =
        new LogEntry(slot.policy, requestsTopic, null) {
          @Override
          String id() {
            return all.id();
          }

          @Override
          boolean weighted() {
            return true;
          }

          @Override
          byte[] bytes(double importance) {
            return requests.encode(Requests.logged(all, eligible, chosen, importance));
          }
        };
    chosen.entry(entry);
    log.put(entry);
  }

  private void warnOfHerding(PolicySlot slot, Chosen chosen) {
    Served served = slot.served;
    if (chosen.source() == Source.SNAPSHOT
        && served != null
        && served.policy().deterministic()
        && slot.warned.compareAndSet(false, true)) {
      LOG.warn(
          "The policy '{}' ({}) shows one arm for certain until its next snapshot: all who ask"
              + " alike get the same, and the log is no evidence for anything else. Algorithms"
              + " that draw, such as squarecb-ridge, lin-thompson and softmax, serve better here.",
          slot.policy,
          served.policy().snapshot().algorithm());
    }
  }

  /** A deferred decision was shown. */
  public CompletionStage<Void> activate(Chosen chosen) {
    Reward reward =
        reward(chosen.id(), chosen.id() + "/activate").setKind(RewardKind.ACTIVATE).build();
    return send(reward, chosen.entry());
  }

  /**
   * The reward of a decision, of which there is one: called again it is a copy, which the job
   * ignores.
   */
  public CompletionStage<Void> reward(Chosen chosen, double value) {
    return reward(chosen, chosen.id() + "/reward", value);
  }

  /**
   * One of several rewards of a decision.
   *
   * @param rewardId unique, the idempotency key
   */
  public CompletionStage<Void> reward(Chosen chosen, String rewardId, double value) {
    Reward reward =
        reward(chosen.id(), rewardId)
            .setValue(value)
            .setArm(chosen.arm())
            .setPropensity(chosen.propensity())
            .build();
    return send(reward, chosen.entry());
  }

  /**
   * The reward of a decision of another process, or of an earlier run of this one.
   *
   * @param decisionId "POLICY/REST"
   * @param rewardId unique, the idempotency key
   * @param arm what was shown
   * @param propensity its probability, in (0, 1]
   */
  public CompletionStage<Void> reward(
      String decisionId, String rewardId, double value, String arm, double propensity) {
    Reward reward =
        reward(decisionId, rewardId).setValue(value).setArm(arm).setPropensity(propensity).build();
    return send(reward, null);
  }

  private Reward.Builder reward(String decisionId, String rewardId) {
    return Reward.newBuilder()
        .setId(rewardId)
        .setTime(Instant.ofEpochMilli(clock.millis()))
        .setDecisionId(decisionId);
  }

  private CompletionStage<Void> send(Reward reward, LogEntry decision) {
    requireOpen();
    var core = CoreRecords.of(reward, reward.getId(), reward.getTime().toEpochMilli());
    Optional<Refusal> fault = RequestValidation.check(core, largest);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get().message());
    }
    String policy = DecisionRequest.policyOf(reward.getDecisionId());
    if (policy.isEmpty()) {
      throw new IllegalArgumentException(
          "a decision id is POLICY/REST, found '" + reward.getDecisionId() + "'");
    }
    LogEntry entry =
        new LogEntry(policy, rewardsTopic, decision) {
          @Override
          String id() {
            return reward.getId();
          }

          @Override
          boolean weighted() {
            return false;
          }

          @Override
          byte[] bytes(double importance) {
            return rewards.encode(reward);
          }
        };
    log.put(entry);
    return entry.acked();
  }

  /** How a policy is served. */
  public PolicyStatus status(String policy) {
    PolicySlot slot = policies.find(policy);
    return (slot == null ? new PolicySlot(policy) : slot).status(clock.millis(), staleAfter);
  }

  private void ended(LogEntry entry, End end) {
    PolicySlot slot = policies.find(entry.policy);
    switch (end) {
      case LOGGED -> metrics.logged(entry.policy);
      case DROPPED -> metrics.dropped(entry.policy);
      case FAILED -> metrics.failed(entry.policy);
    }
    if (slot != null) {
      (switch (end) {
            case LOGGED -> slot.logged;
            case DROPPED -> slot.dropped;
            case FAILED -> slot.failed;
          })
          .increment();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the client is closed");
    }
  }

  /** Stops following, sends what waits for as long as the drain allows, and ends. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      follower.close();
      log.close();
    }
  }
}
