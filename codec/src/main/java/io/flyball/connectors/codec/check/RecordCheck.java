package io.flyball.connectors.codec.check;

import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.core.bandit.serve.RequestValidation;
import io.flyball.core.feedback.FeedbackValidation;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.score.Range;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.ModeObservation;
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
 * @param feedback when what the feedback job reads may have happened
 * @param bandit the same of the bandit job
 * @param loop the same of the loop job
 * @param reward the same of the reward job
 * @param modes the same of the modes job
 * @param components range of the components of a group's member
 * @param largest size of a number in a request or a reward
 * @param modeCount how many modes an observation may name
 */
public record RecordCheck(
    Times feedback,
    Times bandit,
    Times loop,
    Times reward,
    Times modes,
    Range components,
    double largest,
    int modeCount) {

  /**
   * When the records of a job may have happened.
   *
   * @param plausible in which years
   * @param maxAhead how far ahead of their arrival, ms
   */
  public record Times(PlausibleTimes plausible, long maxAhead) {}

  /**
   * The first fault of a record that arrived at {@code arrival}, epoch ms.
   *
   * @throws IllegalArgumentException for a type that nobody outside sends
   */
  public Optional<Refusal> fault(SpecificRecord record, long arrival) {
    return times(record).plausible().fault(record).or(() -> content(record, arrival));
  }

  private Times times(SpecificRecord record) {
    if (record instanceof Exposure || record instanceof FeedbackSignal) {
      return feedback;
    }
    if (record instanceof DecisionRequest || record instanceof Reward) {
      return bandit;
    }
    if (record instanceof EpisodeTurn || record instanceof Span) {
      return loop;
    }
    if (record instanceof GroupMember) {
      return reward;
    }
    if (record instanceof ModeObservation) {
      return modes;
    }
    throw new IllegalArgumentException("no check for " + record.getSchema().getName());
  }

  private Optional<Refusal> content(SpecificRecord record, long arrival) {
    long maxAhead = times(record).maxAhead();
    if (record instanceof Exposure e) {
      return exposure(CoreRecords.of(e), arrival, maxAhead);
    }
    if (record instanceof FeedbackSignal s) {
      return signal(CoreRecords.of(s), arrival, maxAhead);
    }
    if (record instanceof DecisionRequest r) {
      long time = time(r.getTime(), arrival);
      boolean[] eligible = CoreRecords.eligible(r);
      return request(CoreRecords.of(r, time), eligible, largest, arrival, maxAhead);
    }
    if (record instanceof Reward r) {
      long time = time(r.getTime(), arrival);
      return reward(CoreRecords.of(r, r.getId(), time), largest, arrival, maxAhead);
    }
    if (record instanceof GroupMember m) {
      return new GroupMemberCheck(components, maxAhead).fault(m, arrival);
    }
    if (record instanceof ModeObservation o) {
      return new ModeObservationCheck(modeCount, maxAhead).fault(o, arrival);
    }
    Instant time = record instanceof EpisodeTurn t ? t.getTime() : ((Span) record).getTime();
    Refusal fault = LoopCheck.fault(record);
    return Optional.ofNullable(
        fault != null ? fault : LoopCheck.timeFault(time.toEpochMilli(), arrival, maxAhead));
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
      double largest,
      long arrival,
      long maxAhead) {
    return RequestValidation.check(r, eligible, largest)
        .or(() -> FutureTime.check(r.time(), arrival, maxAhead));
  }

  /** The bandit job's check of a reward. */
  public static Optional<Refusal> reward(
      io.flyball.core.bandit.join.Reward r, double largest, long arrival, long maxAhead) {
    return RequestValidation.check(r, largest)
        .or(() -> FutureTime.check(r.time(), arrival, maxAhead));
  }
}
