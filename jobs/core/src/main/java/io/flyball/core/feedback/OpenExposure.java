package io.flyball.core.feedback;

import java.util.ArrayList;
import java.util.List;

/**
 * An exposure that can still be answered. Keyed state: fields may be added, never renamed.
 *
 * @param exposure what was shown
 * @param deadline end of its longest window, epoch ms
 * @param matched true once a person's signal was attributed to it
 * @param unsettled attributed signals whose turn in event time has not come yet
 * @param user hindsight join of the person's signals, null before the first
 * @param shadow hindsight join of the simulated signals, null before the first
 */
public record OpenExposure(
    Exposure exposure,
    long deadline,
    boolean matched,
    List<FeedbackSignal> unsettled,
    HindsightPair user,
    HindsightPair shadow) {

  static OpenExposure of(Exposure exposure, long deadline) {
    return new OpenExposure(exposure, deadline, false, List.of(), null, null);
  }

  HindsightPair pair(FeedbackActor actor) {
    HindsightPair pair = actor == FeedbackActor.USER ? user : shadow;
    return pair == null ? HindsightPair.EMPTY : pair;
  }

  OpenExposure withPair(FeedbackActor actor, HindsightPair pair) {
    return actor == FeedbackActor.USER
        ? new OpenExposure(exposure, deadline, matched, unsettled, pair, shadow)
        : new OpenExposure(exposure, deadline, matched, unsettled, user, pair);
  }

  OpenExposure withMatch() {
    return new OpenExposure(exposure, deadline, true, unsettled, user, shadow);
  }

  OpenExposure withUnsettled(FeedbackSignal signal) {
    List<FeedbackSignal> all = new ArrayList<>(unsettled);
    all.add(signal);
    return withUnsettled(all);
  }

  OpenExposure withUnsettled(List<FeedbackSignal> signals) {
    return new OpenExposure(exposure, deadline, matched, signals, user, shadow);
  }
}
