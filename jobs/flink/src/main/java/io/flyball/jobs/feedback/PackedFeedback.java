package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.PackedUser.DEADLINE;
import static io.flyball.jobs.feedback.PackedUser.DECISION_AND_FLAGS;
import static io.flyball.jobs.feedback.PackedUser.HAS_DECISION;
import static io.flyball.jobs.feedback.PackedUser.ID_AND_ITEM;
import static io.flyball.jobs.feedback.PackedUser.STRIDE;
import static io.flyball.jobs.feedback.PackedUser.TIME;
import static io.flyball.jobs.feedback.PackedUser.WITHIN_SOURCE;

import io.flyball.core.feedback.AttributionOutput;
import io.flyball.core.feedback.AttributionState;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.ExposureRef;
import io.flyball.core.feedback.HeldSignal;
import io.flyball.core.feedback.OpenExposure;
import io.flyball.core.feedback.Targets;
import io.flyball.core.feedback.UserFeedback;
import io.flyball.core.record.EventIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * {@link UserFeedback} of the user who is current, in a {@link PackedUser}. Exposures are found by
 * 32-bit hashes and confirmed by their bytes. One timer a user is pending: that of what is due
 * first.
 */
final class PackedFeedback implements UserFeedback {
  private final PackedExposure form = new PackedExposure();
  private PackedUser user;
  private String name;
  private PackedEvent arriving;

  /**
   * Turns to a user.
   *
   * @param arriving the event that is about to be taken in, or null
   */
  void turnTo(String name, PackedUser user, PackedEvent arriving) {
    this.name = name;
    this.user = user;
    this.arriving = arriving;
  }

  @Override
  public OpenExposure exposure(String id) {
    int found = find(id);
    return found < 0 ? null : unpack(found);
  }

  @Override
  public boolean isOpen(String id) {
    return find(id) >= 0;
  }

  private int find(String id) {
    int hash = id.hashCode();
    for (int i = 0; i < user.open; i++) {
      if ((int) (user.number(i, ID_AND_ITEM) >>> Integer.SIZE) == hash
          && form.isOf(user.bodies[i], id)) {
        return i;
      }
    }
    return -1;
  }

  private OpenExposure unpack(int i) {
    return form.unpack(user.bodies[i], user.number(i, TIME), user.number(i, DEADLINE), name);
  }

  @Override
  public void open(AttributionOutput out, OpenExposure open) {
    Exposure exposure = open.exposure();
    String decision = exposure.decisionId();
    boolean within = EventIdentity.withinSource(exposure.id()) != null;
    int flags = (decision == null ? 0 : HAS_DECISION) | (within ? WITHIN_SOURCE : 0);
    int at = user.add() * STRIDE;
    user.numbers[at + TIME] = exposure.time();
    user.numbers[at + DEADLINE] = open.deadline();
    user.numbers[at + ID_AND_ITEM] = pair(exposure.id().hashCode(), exposure.item().hashCode());
    user.numbers[at + DECISION_AND_FLAGS] = pair(decision == null ? 0 : decision.hashCode(), flags);
    user.bodies[user.open - 1] =
        arriving != null && arriving.brings(exposure)
            ? form.unanswered(exposure.id(), arriving.packed())
            : form.pack(open);
    wakeAt(out, open.deadline());
  }

  private static long pair(int upper, int lower) {
    return ((long) upper << Integer.SIZE) | (lower & 0xFFFF_FFFFL);
  }

  @Override
  public void replace(OpenExposure open) {
    user.bodies[find(open.exposure().id())] = form.pack(open);
  }

  @Override
  public void close(OpenExposure open) {
    user.remove(find(open.exposure().id()));
  }

  @Override
  public List<ExposureRef> refs(String target) {
    List<ExposureRef> refs = new ArrayList<>();
    String wanted = Targets.named(target);
    int hash = wanted.hashCode();
    for (int i = 0; i < user.open; i++) {
      if (maybe(i, target, hash)) {
        Exposure exposure = unpack(i).exposure();
        if (wanted.equals(Targets.name(exposure, target))) {
          refs.add(new ExposureRef(exposure.time(), exposure.id(), exposure.item()));
        }
      }
    }
    return refs;
  }

  /** Whether an exposure may be of a target, by its numbers alone. */
  private boolean maybe(int i, String target, int hash) {
    long more = user.number(i, DECISION_AND_FLAGS);
    if (Targets.isItem(target)) {
      return (int) user.number(i, ID_AND_ITEM) == hash;
    }
    return Targets.isDecision(target)
        ? (more & HAS_DECISION) != 0 && (int) (more >>> Integer.SIZE) == hash
        : (more & WITHIN_SOURCE) != 0;
  }

  @Override
  public List<HeldSignal> held(String target) {
    if (user.held.isEmpty()) {
      return List.of();
    }
    return user.held.stream().filter(held -> Targets.of(held.signal()).equals(target)).toList();
  }

  @Override
  public void hold(String target, HeldSignal signal) {
    user.hold(signal);
  }

  @Override
  public void holdOnly(String target, List<HeldSignal> signals) {
    List<HeldSignal> all = new ArrayList<>(user.held);
    all.removeIf(held -> Targets.of(held.signal()).equals(target));
    all.addAll(signals);
    user.held = all.isEmpty() ? List.of() : all;
  }

  @Override
  public void schedule(AttributionOutput out, long time, String target) {
    user.plan(time, target);
    wakeAt(out, time);
  }

  @Override
  public void scheduleOnce(AttributionOutput out, long time, String target) {
    for (int i = 0; i < user.planned; i++) {
      if (user.times[i] == time && user.targets[i].equals(target)) {
        return;
      }
    }
    schedule(out, time, target);
  }

  @Override
  public List<String> due(long time) {
    List<String> due = new ArrayList<>();
    for (int i = 0; i < user.open; i++) {
      if (user.number(i, DEADLINE) == time) {
        due.add(Targets.itself(form.id(user.bodies[i])));
      }
    }
    for (int i = user.planned - 1; i >= 0; i--) {
      if (user.times[i] == time) {
        due.add(user.targets[i]);
        user.unplan(i);
      }
    }
    return List.copyOf(due.size() < 2 ? due : new TreeSet<>(due));
  }

  private void wakeAt(AttributionOutput out, long time) {
    if (time < user.wake) {
      user.wake = time;
      out.wakeAt(time);
    }
  }

  /** Sets the timer of what is due next, once event time has come to {@code reached}. */
  void wakeNext(AttributionOutput out, long reached) {
    if (user.wake <= reached) {
      user.wake = Long.MAX_VALUE;
      long next = user.next();
      if (next < Long.MAX_VALUE) {
        wakeAt(out, next);
      }
    }
  }

  /** Hands everything over to stores, and leaves a note that it is there. */
  void moveTo(AttributionState stores, AttributionOutput out) {
    for (int i = 0; i < user.open; i++) {
      stores.open(out, unpack(i));
    }
    for (HeldSignal held : user.held) {
      stores.hold(Targets.of(held.signal()), held);
    }
    for (int i = 0; i < user.planned; i++) {
      stores.schedule(out, user.times[i], user.targets[i]);
    }
  }
}
