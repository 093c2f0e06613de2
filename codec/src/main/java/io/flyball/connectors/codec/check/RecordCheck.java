package io.flyball.connectors.codec.check;

import io.flyball.core.bandit.serve.RequestValidation;
import io.flyball.core.feedback.FeedbackValidation;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.score.Range;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.Reward;
import io.flyball.schemas.Span;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a decoded record from outside must satisfy before the job that reads it first takes it: the
 * jobs' own checks in the jobs' own order, for whoever takes records in on their behalf. TOO_LATE
 * and what else depends on earlier records stays the jobs'.
 *
 * @param feedbackAhead how far a time may run ahead of its arrival in the feedback job, ms
 * @param banditAhead the same in the bandit job
 * @param loopAhead the same in the loop job
 * @param members the reward job's check of members of groups
 */
public record RecordCheck(
    long feedbackAhead, long banditAhead, long loopAhead, GroupMemberCheck members) {

  public RecordCheck(
      long feedbackAhead, long banditAhead, long loopAhead, long rewardAhead, Range components) {
    this(feedbackAhead, banditAhead, loopAhead, new GroupMemberCheck(components, rewardAhead));
  }

  /**
   * The first fault of a record that arrived at {@code arrival}, epoch ms.
   *
   * @throws IllegalArgumentException for a type that nobody outside sends
   */
  public Optional<Refusal> fault(SpecificRecord record, long arrival) {
    if (record instanceof Exposure e) {
      return exposure(CoreRecords.of(e), arrival, feedbackAhead);
    }
    if (record instanceof FeedbackSignal s) {
      return signal(CoreRecords.of(s), arrival, feedbackAhead);
    }
    if (record instanceof DecisionRequest r) {
      long time = time(r.getTime(), arrival);
      return request(CoreRecords.of(r, time), CoreRecords.eligible(r), arrival, banditAhead);
    }
    if (record instanceof Reward r) {
      long time = time(r.getTime(), arrival);
      return reward(CoreRecords.of(r, r.getId(), time), arrival, banditAhead);
    }
    if (record instanceof GroupMember m) {
      return members.fault(m, arrival);
    }
    if (record instanceof EpisodeTurn t) {
      return loop(t, t.getTime(), arrival);
    }
    if (record instanceof Span s) {
      return loop(s, s.getTime(), arrival);
    }
    throw new IllegalArgumentException("no check for " + record.getSchema().getName());
  }

  /** The time of a record; one without happened when it was taken in. */
  public static long time(Instant stated, long arrival) {
    return stated.equals(Instant.EPOCH) ? arrival : stated.toEpochMilli();
  }

  /** The feedback job's check of an exposure. */
  public static Optional<Refusal> exposure(
      io.flyball.core.feedback.Exposure e, long arrival, long maxAhead) {
    return FeedbackValidation.check(e).or(() -> FutureTime.check(e.time(), arrival, maxAhead));
  }

  /** The feedback job's check of a signal. */
  public static Optional<Refusal> signal(
      io.flyball.core.feedback.FeedbackSignal s, long arrival, long maxAhead) {
    return FeedbackValidation.check(s).or(() -> FutureTime.check(s.time(), arrival, maxAhead));
  }

  /** The bandit job's check of a request. */
  public static Optional<Refusal> request(
      io.flyball.core.bandit.serve.DecisionRequest r,
      boolean[] eligible,
      long arrival,
      long maxAhead) {
    return RequestValidation.check(r, eligible)
        .or(() -> FutureTime.check(r.time(), arrival, maxAhead));
  }

  /** The bandit job's check of a reward. */
  public static Optional<Refusal> reward(
      io.flyball.core.bandit.join.Reward r, long arrival, long maxAhead) {
    return RequestValidation.check(r).or(() -> FutureTime.check(r.time(), arrival, maxAhead));
  }

  private Optional<Refusal> loop(SpecificRecord record, Instant time, long arrival) {
    Refusal fault = LoopCheck.fault(record);
    return Optional.ofNullable(
        fault != null ? fault : LoopCheck.timeFault(time.toEpochMilli(), arrival, loopAhead));
  }
}
