package io.flyball.bench;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.Attribution;
import io.flyball.core.feedback.AttributionOutput;
import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.AttributionState;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.state.Store;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Attribution of all users on hash maps: what the rules cost without an engine. Exposures and
 * signals are expected without copies.
 */
public final class MemoryAttribution implements AttributionOutput {
  private final Map<FeedbackCount, Long> counts = new EnumMap<>(FeedbackCount.class);
  private final TreeMap<Long, Set<String>> timers = new TreeMap<>();
  private final Attribution attribution;
  private String user;
  private long watermark = Long.MIN_VALUE;

  public MemoryAttribution(AttributionRules rules) {
    AttributionState state =
        new AttributionState(new UserMap<>(), new UserMap<>(), new UserMap<>(), new UserMap<>());
    attribution = new Attribution(rules, state, this);
  }

  public void accept(Exposure exposure) {
    user = exposure.user();
    attribution.onExposure(exposure, watermark);
  }

  public void accept(FeedbackSignal signal) {
    user = signal.user();
    attribution.onSignal(signal, signal.time() <= watermark, watermark);
  }

  /** Event time reaches {@code time}: whatever is due happens. */
  public void advance(long time) {
    watermark = time;
    while (!timers.isEmpty() && timers.firstKey() <= time) {
      Map.Entry<Long, Set<String>> due = timers.pollFirstEntry();
      for (String woken : due.getValue()) {
        user = woken;
        attribution.onTime(due.getKey());
      }
    }
  }

  public long count(FeedbackCount count) {
    return counts.getOrDefault(count, 0L);
  }

  @Override
  public void emit(AttributedFeedback row) {}

  @Override
  public void wakeAt(long time) {
    timers.computeIfAbsent(time, t -> new HashSet<>()).add(user);
  }

  @Override
  public void count(FeedbackCount count, long delta) {
    counts.merge(count, delta, Long::sum);
  }

  /** Keyed state: a map for each user. */
  private final class UserMap<K, V> implements Store<K, V> {
    private final Map<String, Map<K, V>> users = new HashMap<>();

    @Override
    public V get(K key) {
      Map<K, V> map = users.get(user);
      return map == null ? null : map.get(key);
    }

    @Override
    public void put(K key, V value) {
      users.computeIfAbsent(user, u -> new HashMap<>()).put(key, value);
    }

    @Override
    public void remove(K key) {
      Map<K, V> map = users.get(user);
      if (map != null && map.remove(key) != null && map.isEmpty()) {
        users.remove(user);
      }
    }
  }
}
