package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributionOutput;
import io.flyball.core.feedback.AttributionState;
import io.flyball.core.feedback.ExposureRef;
import io.flyball.core.feedback.HeldSignal;
import io.flyball.core.feedback.OpenExposure;
import io.flyball.core.feedback.UserFeedback;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.MapStateStore;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * {@link UserFeedback} in keyed state, in one of two layouts. A user with a few exposures is one
 * value: one read and one write a call, whatever the call looks for. A user with many is kept entry
 * by entry, as every user was by older savepoints, so that no call has to touch all of them; once
 * nothing is left the user begins anew.
 *
 * <p>{@link #turnTo} begins a call, {@link #end} ends it.
 */
final class UserMemory implements UserFeedback {
  private final ValueState<PackedUser> users;
  private final MapState<Long, List<String>> agenda;
  private final AttributionState entries;
  private final PackedFeedback packed = new PackedFeedback();
  private PackedUser user;
  private UserFeedback current;

  UserMemory(RuntimeContext context) {
    users = context.getState(new ValueStateDescriptor<>("users", PackedUserCodec.TYPE));
    agenda = state(context, "agenda", Types.LONG, ImmutableTypeInfo.listOf(String.class));
    TypeInformation<String> text = ImmutableTypeInfo.TEXT;
    entries =
        new AttributionState(
            new MapStateStore<>(
                state(context, "exposures", text, ImmutableTypeInfo.of(OpenExposure.class))),
            new MapStateStore<>(
                state(context, "refs", text, ImmutableTypeInfo.listOf(ExposureRef.class))),
            new MapStateStore<>(
                state(context, "held", text, ImmutableTypeInfo.listOf(HeldSignal.class))),
            new MapStateStore<>(agenda));
  }

  private static <K, V> MapState<K, V> state(
      RuntimeContext context, String name, TypeInformation<K> key, TypeInformation<V> value) {
    return context.getMapState(new MapStateDescriptor<>(name, key, value));
  }

  /**
   * Turns to the user who is the current key.
   *
   * @param arriving the event that is about to be taken in, or null
   */
  void turnTo(String name, PackedEvent arriving) throws Exception {
    user = users.value();
    if (user == null) {
      user = new PackedUser();
      // Whoever has anything has it on the agenda.
      user.elsewhere = !agenda.isEmpty();
    }
    if (user.elsewhere) {
      current = entries;
    } else {
      packed.turnTo(name, user, arriving);
      current = packed;
    }
  }

  /**
   * Writes back what has become of the user.
   *
   * @param reached a timer of this event time has fired; the start of time when none has
   */
  void end(AttributionOutput out, long reached) throws Exception {
    if (user.elsewhere) {
      // Between two timers there is always something left.
      user.elsewhere = reached == Long.MIN_VALUE || !agenda.isEmpty();
    } else if (user.isFull()) {
      packed.moveTo(entries, out);
      user = new PackedUser();
      user.elsewhere = true;
    } else {
      packed.wakeNext(out, reached);
    }
    if (user.isEmpty()) {
      users.clear();
    } else {
      users.update(user);
    }
  }

  @Override
  public OpenExposure exposure(String id) {
    return current.exposure(id);
  }

  @Override
  public boolean isOpen(String id) {
    return current.isOpen(id);
  }

  @Override
  public void open(AttributionOutput out, OpenExposure exposure) {
    current.open(out, exposure);
  }

  @Override
  public void replace(OpenExposure exposure) {
    current.replace(exposure);
  }

  @Override
  public void close(OpenExposure exposure) {
    current.close(exposure);
  }

  @Override
  public List<ExposureRef> refs(String target) {
    return current.refs(target);
  }

  @Override
  public List<HeldSignal> held(String target) {
    return current.held(target);
  }

  @Override
  public void hold(String target, HeldSignal signal) {
    current.hold(target, signal);
  }

  @Override
  public void holdOnly(String target, List<HeldSignal> signals) {
    current.holdOnly(target, signals);
  }

  @Override
  public void schedule(AttributionOutput out, long time, String target) {
    current.schedule(out, time, target);
  }

  @Override
  public void scheduleOnce(AttributionOutput out, long time, String target) {
    current.scheduleOnce(out, time, target);
  }

  @Override
  public List<String> due(long time) {
    return current.due(time);
  }
}
