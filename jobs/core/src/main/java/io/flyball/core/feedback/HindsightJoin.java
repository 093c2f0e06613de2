package io.flyball.core.feedback;

import io.flyball.core.feedback.AttributedFeedback.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts what a user said at once beside what the same user said after the outcome (Liang et al.,
 * "RLHS: Mitigating misalignment in RLHF with hindsight simulation", 2025): their gap shows
 * feedback that pleased and did not help. A missing side is reported and never counted as a
 * negative. Persons and simulated users are joined apart.
 */
final class HindsightJoin {
  private final UserFeedback state;
  private final AttributionRules rules;
  private final AttributionOutput out;

  HindsightJoin(UserFeedback state, AttributionRules rules, AttributionOutput out) {
    this.state = state;
    this.rules = rules;
    this.out = out;
  }

  /** Takes in {@code signals}, which are in event-time order. */
  OpenExposure settle(OpenExposure open, List<FeedbackSignal> signals) {
    for (FeedbackSignal signal : signals) {
      open = take(open, signal);
    }
    return open;
  }

  /**
   * Takes in every attributed signal up to {@code time}, and reports a hindsight that stayed alone.
   */
  OpenExposure settleUntil(OpenExposure open, long time) {
    List<FeedbackSignal> due = new ArrayList<>();
    List<FeedbackSignal> left = new ArrayList<>();
    for (FeedbackSignal signal : open.unsettled()) {
      (signal.time() <= time ? due : left).add(signal);
    }
    if (!due.isEmpty()) {
      due.sort(FeedbackSignal.EVENT_ORDER);
      open = settle(open.withUnsettled(List.copyOf(left)), due);
    }
    for (FeedbackActor actor : FeedbackActor.values()) {
      HindsightPair pair = open.pair(actor);
      if (!pair.waitsForImmediate()) {
        continue;
      }
      long lastCall = pair.hindsight().time() + rules.hold();
      if (lastCall <= time) {
        open = report(open, actor, pair, Status.ORPHAN_HINDSIGHT, pair.hindsight().time());
      } else {
        // The hold may have grown since the last call was arranged.
        state.scheduleOnce(out, lastCall, Targets.itself(open.exposure().id()));
      }
    }
    return open;
  }

  /** Says what never came; call it once, at the end of the exposure's longest window. */
  void close(OpenExposure open) {
    for (FeedbackActor actor : FeedbackActor.values()) {
      HindsightPair pair = open.pair(actor);
      if (pair.waitsForImmediate()) {
        report(open, actor, pair, Status.ORPHAN_HINDSIGHT, open.deadline());
      } else if (pair.immediate() != null && pair.hindsight() == null) {
        report(open, actor, pair, Status.CENSORED, open.deadline());
      }
    }
  }

  private OpenExposure take(OpenExposure open, FeedbackSignal signal) {
    FeedbackActor actor = signal.actor();
    if (!open.pair(actor).isNews(signal)) {
      return open;
    }
    HindsightPair after = open.pair(actor).with(signal);
    if (after.reportable()) {
      Status status = after.revision() == 0 ? Status.MATCHED : Status.UPDATED;
      return report(open, actor, after, status, signal.time());
    }
    if (after.waitsForImmediate()) {
      long lastCall = after.hindsight().time() + rules.hold();
      state.schedule(out, lastCall, Targets.itself(open.exposure().id()));
    }
    return open.withPair(actor, after);
  }

  private OpenExposure report(
      OpenExposure open, FeedbackActor actor, HindsightPair pair, Status status, long time) {
    out.emit(AttributedFeedback.hindsight(status, open.exposure(), actor, pair, time));
    out.count(countOf(status), 1);
    return open.withPair(actor, pair.revised());
  }

  private static FeedbackCount countOf(Status status) {
    return switch (status) {
      case MATCHED -> FeedbackCount.HINDSIGHT_MATCHED;
      case UPDATED -> FeedbackCount.HINDSIGHT_UPDATED;
      case ORPHAN_HINDSIGHT -> FeedbackCount.HINDSIGHT_ORPHANED;
      case CENSORED -> FeedbackCount.HINDSIGHT_CENSORED;
      case ATTRIBUTED, ORPHAN -> throw new IllegalArgumentException("not a hindsight status");
    };
  }
}
