package io.flyball.verify.simulation;

import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.Detector;
import io.flyball.core.drift.DetectorFormat;
import io.flyball.core.drift.DetectorSpec;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Every change detector behind a sort buffer, copied in its stored form: the alarms must be those
 * of a detector that saw the values in their order and was never stored.
 *
 * <p>It does what docs/reference/loop-job.md says: "The windows of a scope are published in the
 * order of time, each once"; "Kills do not change the rows."
 */
final class DetectorCore
    implements KeyedCore<DetectorCore.Value, DetectorCore.Watched, DetectorCore.Raised> {
  private static final long SECOND = 1_000;
  private static final long IDLE = 3_600 * SECOND;
  private static final Comparator<Value> ORDER =
      Comparator.comparingLong(Value::time).thenComparing(Value::id);

  /** Eager ones: each raises alarms on a few dozen values. */
  private static final List<DetectorSpec> DETECTORS =
      List.of(
              "adwin:delta=0.5,clock=1,grace=4",
              "page-hinkley:lambda=3,delta=0.01",
              "cusum:h=2,k=0.25,warmup=5",
              "hddm-a:alpha=0.2,sides=both",
              "hddm-w:alpha=0.2,sides=both",
              "ddm:min=5,level=2",
              "eddm:min=5",
              "kswin:alpha=0.1,window=20,recent=6,cooldown=10")
          .stream()
          .map(DetectorSpec::parse)
          .toList();

  /** A value of a signal: 0 or 1. */
  record Value(String id, long time, String signal, int value) {}

  /** An alarm of a detector. */
  record Raised(String signal, String detector, long time, Alarm alarm) {}

  /** All that is kept of one signal. */
  static final class Watched {
    private final TreeMap<Long, List<Value>> waiting = new TreeMap<>();
    private final Map<String, Detector> detectors = new TreeMap<>();
    private long newest = Long.MIN_VALUE;
  }

  @Override
  public String name() {
    return "detector";
  }

  @Override
  public List<Value> history(long seed) {
    int values = (int) (160 * Draws.uniform(seed, 0, 0));
    List<Value> history = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      long time = ((long) (400 * Draws.uniform(seed, 1, i))) * SECOND;
      double share = time < 200 * SECOND ? 0.2 : 0.8;
      history.add(
          new Value(
              "v" + i,
              time,
              "signal" + (int) (2 * Draws.uniform(seed, 2, i)),
              Draws.uniform(seed, 3, i) < share ? 1 : 0));
    }
    history.sort(ORDER);
    return history;
  }

  @Override
  public String id(Value event) {
    return event.id();
  }

  @Override
  public String key(Value event) {
    return event.signal();
  }

  @Override
  public long time(Value event) {
    return event.time();
  }

  @Override
  public long bound() {
    return 60 * SECOND;
  }

  @Override
  public Watched fresh() {
    return new Watched();
  }

  @Override
  public Watched copy(Watched state) {
    Watched copy = new Watched();
    state.waiting.forEach((time, values) -> copy.waiting.put(time, new ArrayList<>(values)));
    state.detectors.forEach(
        (name, detector) ->
            copy.detectors.put(name, DetectorFormat.fromBytes(DetectorFormat.toBytes(detector))));
    copy.newest = state.newest;
    return copy;
  }

  @Override
  public void onEvent(Watched state, Value event, long watermark, Consumer<Raised> out) {
    state.waiting.computeIfAbsent(event.time(), any -> new ArrayList<>()).add(event);
    state.newest = Math.max(state.newest, event.time());
  }

  @Override
  public OptionalLong nextTimer(Watched state) {
    if (!state.waiting.isEmpty()) {
      return OptionalLong.of(state.waiting.firstKey());
    }
    return state.detectors.isEmpty() ? OptionalLong.empty() : OptionalLong.of(state.newest + IDLE);
  }

  @Override
  public void onTimer(Watched state, Consumer<Raised> out) {
    if (state.waiting.isEmpty()) {
      state.detectors.clear();
      return;
    }
    if (state.detectors.isEmpty()) {
      DETECTORS.forEach(spec -> state.detectors.put(spec.name(), spec.create()));
    }
    List<Value> due = state.waiting.pollFirstEntry().getValue();
    due.sort(ORDER);
    for (Value value : due) {
      state.detectors.forEach((name, detector) -> update(name, detector, value, out));
    }
  }

  private static void update(String name, Detector detector, Value value, Consumer<Raised> out) {
    detector
        .update(value.value())
        .ifPresent(alarm -> out.accept(new Raised(value.signal(), name, value.time(), alarm)));
  }

  @Override
  public boolean forgot(Watched state) {
    return state.waiting.isEmpty() && state.detectors.isEmpty();
  }

  @Override
  public List<Raised> oracle(List<Value> history) {
    List<Raised> alarms = new ArrayList<>();
    history.stream()
        .collect(Collectors.groupingBy(Value::signal))
        .values()
        .forEach(
            values -> {
              for (DetectorSpec spec : DETECTORS) {
                Detector detector = spec.create();
                values.forEach(value -> update(spec.name(), detector, value, alarms::add));
              }
            });
    return alarms;
  }
}
