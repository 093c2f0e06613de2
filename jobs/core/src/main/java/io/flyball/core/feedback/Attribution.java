package io.flyball.core.feedback;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins the signals of one user to the exposures they answer.
 *
 * <pre>
 *   signal ── exposure known and in the window ──────────────► ATTRIBUTED
 *      └──── held until signal.time + hold ── exposure came ─► ATTRIBUTED
 *                                          └─ it did not ────► ORPHAN
 *   exposure ── a person's signal was attributed ────────────► matched (no row of its own)
 *        └───── longest window ended without one ────────────► CENSORED
 *   immediate + hindsight of one exposure ───────────────────► MATCHED, then UPDATED for newer values
 *        └───── hindsight alone for hold ────────────────────► ORPHAN_HINDSIGHT
 *        └───── immediate alone at the window's end ─────────► CENSORED
 * </pre>
 *
 * <p>A target that names one exposure (an exposure id, or a decision with an item) is answered at
 * once: the answer is the same whatever arrives first. A target that may fit several exposures
 * (user and item, or a decision alone) takes, of the exposures whose window covers the signal, the
 * latest that is not after it, else the earliest one after it within the hold; unless {@link
 * AttributionRules#arrivalOrder} is set, it waits until event time has passed the signal, so that
 * every candidate has arrived. Hindsight rows are made in event-time order for the same reason.
 *
 * <p>Pending-aware by construction: a held signal and an open exposure are counted until they are
 * resolved. The user's whole state is gone once the last deadline has passed. Cost per event: a
 * handful of state accesses, plus one for each exposure of the same decision or item.
 */
public final class Attribution {
  private final AttributionRules rules;
  private final UserFeedback state;
  private final AttributionOutput out;
  private final HindsightJoin join;

  public Attribution(AttributionRules rules, UserFeedback state, AttributionOutput out) {
    this.rules = rules;
    this.state = state;
    this.out = out;
    this.join = new HindsightJoin(state, rules, out);
  }

  /**
   * Opens an exposure and answers the signals that ran ahead of it. An id that is used again after
   * the deduplication horizon closes the exposure that held it.
   *
   * @param watermark event time so far; {@code exposure.time()} at the earliest when it {@link
   *     #isOpen} already
   */
  public void onExposure(Exposure exposure, long watermark) {
    OpenExposure sameId = state.exposure(exposure.id());
    if (sameId != null) {
      long end = Math.min(sameId.deadline(), exposure.time());
      close(join.settleUntil(sameId, end), end);
    }
    state.open(out, OpenExposure.of(exposure, exposure.time() + rules.longest()));
    out.count(FeedbackCount.ACCEPTED_EXPOSURES, 1);
    out.count(FeedbackCount.EXPOSURES_PENDING, 1);

    answerHeld(Targets.exposure(exposure.id()), watermark);
    if (rules.arrivalOrder()) {
      answerHeld(Targets.item(exposure.item()), watermark);
      if (exposure.decisionId() != null) {
        answerHeld(Targets.decision(exposure.decisionId()), watermark);
      }
    }
  }

  /** Whether an exposure of this id can still be answered. */
  public boolean isOpen(String exposureId) {
    return state.isOpen(exposureId);
  }

  /** Attributes a signal, or holds it until its exposure comes or its time is up. */
  public void onSignal(FeedbackSignal signal, boolean late, long watermark) {
    out.count(FeedbackCount.ACCEPTED_SIGNALS, 1);
    out.count(FeedbackCount.SIGNALS_PENDING, 1);
    HeldSignal held = new HeldSignal(signal, late);
    if (resolve(held, watermark)) {
      return;
    }
    state.hold(Targets.of(signal), held);
    state.schedule(out, nextLook(signal, watermark), Targets.of(signal));
  }

  /** Does what is due at {@code time}; call it in order of time. */
  public void onTime(long time) {
    List<String> targets = state.due(time);
    for (String target : targets) {
      if (!Targets.isItself(target)) {
        lookAgain(target, time);
      }
    }
    for (String target : targets) {
      if (Targets.isItself(target)) {
        settleAndClose(Targets.exposureId(target), time);
      }
    }
  }

  private void answerHeld(String target, long watermark) {
    List<HeldSignal> held = state.held(target);
    if (held.isEmpty()) {
      return;
    }
    List<HeldSignal> left = new ArrayList<>();
    for (HeldSignal signal : held) {
      if (!resolve(signal, watermark)) {
        left.add(signal);
      }
    }
    state.holdOnly(target, left);
  }

  private void lookAgain(String target, long time) {
    List<HeldSignal> held = state.held(target);
    if (held.isEmpty()) {
      return;
    }
    List<HeldSignal> left = new ArrayList<>();
    List<HeldSignal> inOrder = new ArrayList<>(held);
    inOrder.sort((a, b) -> FeedbackSignal.EVENT_ORDER.compare(a.signal(), b.signal()));
    for (HeldSignal signal : inOrder) {
      if (resolve(signal, time)) {
        continue;
      }
      left.add(signal);
      // The hold may have grown since this look was arranged.
      state.scheduleOnce(out, nextLook(signal.signal(), time), target);
    }
    state.holdOnly(target, left);
  }

  /** True when the signal has found its answer at event time {@code now}. */
  private boolean resolve(HeldSignal held, long now) {
    FeedbackSignal signal = held.signal();
    boolean lastCall = signal.time() + rules.hold() <= now;
    OpenExposure open = candidate(signal, now, lastCall);
    if (open != null) {
      attribute(open, held, now);
      return true;
    }
    if (lastCall) {
      out.emit(AttributedFeedback.orphan(signal, held.late()));
      out.count(FeedbackCount.SIGNALS_ORPHANED, 1);
      out.count(FeedbackCount.SIGNALS_PENDING, -1);
    }
    return lastCall;
  }

  private OpenExposure candidate(FeedbackSignal signal, long now, boolean lastCall) {
    String id = signal.exposureId();
    // An exposure may be named by its CloudEvents id alone: then it may be one of several sources.
    if (id == null || !state.isOpen(id)) {
      if (!rules.arrivalOrder() && signal.time() > now) {
        return null;
      }
      id = pick(state.refs(Targets.of(signal)), signal, rules.arrivalOrder() || lastCall);
    }
    OpenExposure open = id == null ? null : state.exposure(id);
    return open != null && rules.covers(open.exposure().time(), signal) ? open : null;
  }

  /**
   * Of the exposures whose window covers the signal, the latest that is not after it; else, when
   * allowed, the earliest after it.
   */
  private String pick(List<ExposureRef> refs, FeedbackSignal signal, boolean mayBeLater) {
    boolean anyItem = signal.decisionId() == null || signal.item() == null;
    ExposureRef before = null;
    ExposureRef after = null;
    for (ExposureRef ref : refs) {
      if (!rules.covers(ref.time(), signal) || (!anyItem && !ref.item().equals(signal.item()))) {
        continue;
      }
      if (ref.time() <= signal.time()) {
        before = before == null || ExposureRef.EVENT_ORDER.compare(ref, before) > 0 ? ref : before;
      } else {
        after = after == null || ExposureRef.EVENT_ORDER.compare(ref, after) < 0 ? ref : after;
      }
    }
    ExposureRef best = before == null && mayBeLater ? after : before;
    return best == null ? null : best.id();
  }

  private void attribute(OpenExposure open, HeldSignal held, long now) {
    FeedbackSignal signal = held.signal();
    out.emit(AttributedFeedback.attributed(signal, open.exposure(), held.late()));
    out.count(FeedbackCount.SIGNALS_ATTRIBUTED, 1);
    out.count(FeedbackCount.SIGNALS_PENDING, -1);
    OpenExposure after = open;
    if (!open.matched() && signal.actor() == FeedbackActor.USER) {
      after = open.withMatch();
      out.count(FeedbackCount.EXPOSURES_MATCHED, 1);
      out.count(FeedbackCount.EXPOSURES_PENDING, -1);
    }
    if (rules.arrivalOrder() || signal.time() <= now) {
      after = join.settle(after, List.of(signal));
    } else {
      after = after.withUnsettled(signal);
      state.schedule(out, signal.time(), Targets.itself(open.exposure().id()));
    }
    state.replace(after);
  }

  private void settleAndClose(String exposureId, long time) {
    OpenExposure open = state.exposure(exposureId);
    if (open == null) {
      return;
    }
    open = join.settleUntil(open, time);
    if (time < open.deadline()) {
      state.replace(open);
    } else {
      close(open, open.deadline());
    }
  }

  private void close(OpenExposure open, long time) {
    if (!open.matched()) {
      out.emit(AttributedFeedback.censored(open.exposure(), time));
      out.count(FeedbackCount.EXPOSURES_CENSORED, 1);
      out.count(FeedbackCount.EXPOSURES_PENDING, -1);
    }
    join.close(open);
    state.close(open);
  }

  /** When a signal that found nothing is looked at again. */
  private long nextLook(FeedbackSignal signal, long watermark) {
    return signal.exposureId() != null || rules.arrivalOrder() || signal.time() <= watermark
        ? signal.time() + rules.hold()
        : signal.time();
  }
}
