package io.flyball.core.loop;

import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.AlphaInvesting;
import io.flyball.core.drift.ChangeConfirmation;
import io.flyball.core.drift.Detector;
import io.flyball.core.drift.DetectorFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every watched signal of one scope, fed event by event in the order of event time. What needs to
 * know the latest items says nothing before {@value #WINDOW} events have been seen.
 *
 * <p>Cost: O(1) per event but for the renewal of heads every {@value #RENEWAL} events. Memory about
 * 150 kB, and 16 bytes for each of the latest {@value #USERS} users at most.
 */
public final class LoopSignals {
  public static final int WINDOW = 4_000;
  public static final int RENEWAL = 500;
  public static final int USERS = 50_000;

  /** What is expected and asked for unless configured otherwise. */
  public static final double FALSE_ALARMS = 0.05;

  public static final double LEAST_CHANGE = 0.02;
  private static final int VERSION = 2;
  private static final LoopSignal[] SIGNALS = LoopSignal.values();

  private final TrailingItems shown;
  private final TrailingItems taken;
  private final Map<LoopSignal, Detector> detectors;
  private final Map<LoopSignal, IndexTimes> times;
  private final Map<LoopSignal, ChangeConfirmation> changes;
  private final AlphaInvesting family;
  private final double leastChange;
  private final HoldoutLevels holdout;
  private final LinkedHashMap<Long, Long> topicOfUser;

  /**
   * Signals that have seen nothing.
   *
   * @param detectors new detectors; a signal without one is not watched
   * @param falseAlarms alarms to be expected of all signals together when nothing changes, about
   * @param leastChange changes of a level by less are none
   */
  public LoopSignals(
      Map<LoopSignal, Detector> detectors, int headItems, double falseAlarms, double leastChange) {
    this(
        new TrailingItems(headItems, WINDOW, RENEWAL),
        new TrailingItems(headItems, WINDOW, RENEWAL),
        new EnumMap<>(detectors),
        new EnumMap<>(LoopSignal.class),
        new EnumMap<>(LoopSignal.class),
        new AlphaInvesting(falseAlarms),
        leastChange,
        new HoldoutLevels(),
        Map.of());
  }

  private LoopSignals(
      TrailingItems shown,
      TrailingItems taken,
      Map<LoopSignal, Detector> detectors,
      Map<LoopSignal, IndexTimes> times,
      Map<LoopSignal, ChangeConfirmation> changes,
      AlphaInvesting family,
      double leastChange,
      HoldoutLevels holdout,
      Map<Long, Long> topicOfUser) {
    this.shown = shown;
    this.taken = taken;
    this.detectors = detectors;
    this.times = times;
    this.changes = changes;
    this.family = family;
    this.leastChange = leastChange;
    this.holdout = holdout;
    this.topicOfUser = new LinkedHashMap<>(topicOfUser);
  }

  /** Something was shown. */
  public void shown(long time, long user, long item, Source source, List<SignalAlarm> out) {
    if (shown.warm()) {
      update(LoopSignal.EXPOSURE_HEAD, time, user, shown.inHead(item) ? 1 : 0, out);
      update(LoopSignal.EXPOSURE_TAIL, time, user, shown.inCore(item) ? 0 : 1, out);
    }
    shown.add(item);
    generated(LoopSignal.EXPOSURE_GENERATED, time, user, source, out);
  }

  /**
   * Something was taken.
   *
   * @param topic identifies the item's categories; 0 when unknown
   */
  public void taken(
      long time, long user, long item, long topic, Source source, List<SignalAlarm> out) {
    if (taken.warm()) {
      update(LoopSignal.FEEDBACK_HEAD, time, user, taken.inHead(item) ? 1 : 0, out);
      update(LoopSignal.FEEDBACK_TAIL, time, user, taken.inCore(item) ? 0 : 1, out);
    }
    taken.add(item);
    generated(LoopSignal.FEEDBACK_GENERATED, time, user, source, out);
    if (user != IdNumber.NONE && topic != 0) {
      Long before = topicOfUser.remove(user);
      topicOfUser.put(user, topic);
      if (before != null) {
        update(LoopSignal.FEEDBACK_VARIETY, time, user, before == topic ? 0 : 1, out);
      } else if (topicOfUser.size() > USERS) {
        topicOfUser.remove(topicOfUser.keySet().iterator().next());
      }
    }
  }

  /** Something was taken of what had been shown at random. */
  public void takenOfHoldout(long time, long item) {
    if (taken.warm()) {
      holdout.add(time, taken.inHead(item));
    }
  }

  /** An outcome became known; both values in [-1, 1]. */
  public void outcome(long time, double immediate, double hindsight, List<SignalAlarm> out) {
    update(LoopSignal.IMMEDIATE, time, IdNumber.NONE, (1 + immediate) / 2, out);
    update(LoopSignal.HINDSIGHT, time, IdNumber.NONE, (1 + hindsight) / 2, out);
    update(LoopSignal.DIVERGENCE, time, IdNumber.NONE, (2 + immediate - hindsight) / 4, out);
  }

  private void generated(
      LoopSignal signal, long time, long user, Source source, List<SignalAlarm> out) {
    if (source != Source.UNKNOWN) {
      update(signal, time, user, source == Source.GENERATED ? 1 : 0, out);
    }
  }

  private void update(
      LoopSignal signal, long time, long user, double value, List<SignalAlarm> out) {
    Detector detector = detectors.get(signal);
    if (detector == null) {
      return;
    }
    IndexTimes came = times.computeIfAbsent(signal, key -> new IndexTimes());
    came.add(time);
    Optional<Alarm> alarm =
        changes
            .computeIfAbsent(signal, key -> new ChangeConfirmation())
            .update(value, user, came.newest(), detector.update(value), leastChange, family);
    if (alarm.isPresent()) {
      Alarm found = alarm.get();
      long since = came.of(found.index() - found.width() + 1);
      double[] levels =
          signal == LoopSignal.FEEDBACK_HEAD
              ? holdout.around(since)
              : new double[] {Double.NaN, Double.NaN, Double.NaN};
      out.add(new SignalAlarm(signal, found, since, levels[0], levels[1], levels[2]));
    }
  }

  /** Writes everything; {@link #read} makes signals of it that go on in the same way. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    shown.write(out);
    taken.write(out);
    out.writeByte(SIGNALS.length);
    for (LoopSignal signal : SIGNALS) {
      out.writeBoolean(detectors.containsKey(signal));
      if (detectors.containsKey(signal)) {
        DetectorFormat.write(detectors.get(signal), out);
        times.getOrDefault(signal, new IndexTimes()).write(out);
      }
    }
    family.write(out);
    out.writeDouble(leastChange);
    for (LoopSignal signal : SIGNALS) {
      out.writeBoolean(changes.containsKey(signal));
      if (changes.containsKey(signal)) {
        changes.get(signal).write(out);
      }
    }
    holdout.write(out);
    out.writeInt(topicOfUser.size());
    for (Map.Entry<Long, Long> entry : topicOfUser.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  public static LoopSignals read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "signals of version " + version + ", this reads versions 1 to " + VERSION);
    }
    TrailingItems shown = TrailingItems.read(in);
    TrailingItems taken = TrailingItems.read(in);
    Map<LoopSignal, Detector> detectors = new EnumMap<>(LoopSignal.class);
    Map<LoopSignal, IndexTimes> times = new EnumMap<>(LoopSignal.class);
    int signals = in.readByte();
    for (int i = 0; i < signals; i++) {
      if (in.readBoolean()) {
        detectors.put(SIGNALS[i], DetectorFormat.read(in));
        times.put(SIGNALS[i], IndexTimes.read(in));
      }
    }
    // Version 1 passed every alarm on; its signals are confirmed from now on.
    AlphaInvesting family =
        version == 1 ? new AlphaInvesting(FALSE_ALARMS) : AlphaInvesting.read(in);
    double leastChange = version == 1 ? LEAST_CHANGE : in.readDouble();
    Map<LoopSignal, ChangeConfirmation> changes = new EnumMap<>(LoopSignal.class);
    for (int i = 0; version > 1 && i < signals; i++) {
      if (in.readBoolean()) {
        changes.put(SIGNALS[i], ChangeConfirmation.read(in));
      }
    }
    HoldoutLevels holdout = HoldoutLevels.read(in);
    Map<Long, Long> topics = new LinkedHashMap<>();
    int users = in.readInt();
    for (int i = 0; i < users; i++) {
      topics.put(in.readLong(), in.readLong());
    }
    return new LoopSignals(
        shown, taken, detectors, times, changes, family, leastChange, holdout, topics);
  }
}
