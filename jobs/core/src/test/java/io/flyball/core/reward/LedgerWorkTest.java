package io.flyball.core.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.Alert;
import io.flyball.core.state.MapStore;
import io.flyball.core.state.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How much one call of the ledger does, counted in accesses to state: it holds up a checkpoint. */
class LedgerWorkTest {
  private static final int REWARDS = 3_500;

  /** A reward that ends is read and removed, a lot is read and removed. */
  private static final int MOST_OF_AN_END = 2 * Endings.MOST + 10;

  private static final int MOST_OF_A_ROW = 20;

  private final Map<String, OpenReward> open = new HashMap<>();
  private final TreeSet<Long> timers = new TreeSet<>();
  private int accesses;

  private final class Counted<K, V> implements Store<K, V> {
    private final Store<K, V> store;

    Counted(Map<K, V> map) {
      store = new MapStore<>(map);
    }

    @Override
    public V get(K key) {
      accesses++;
      return store.get(key);
    }

    @Override
    public void put(K key, V value) {
      accesses++;
      store.put(key, value);
    }

    @Override
    public void remove(K key) {
      accesses++;
      store.remove(key);
    }
  }

  private final class Timers implements RewardOutput {
    @Override
    public void emit(Reward reward) {}

    @Override
    public void alert(Alert alert) {}

    @Override
    public void wakeAt(long time) {
      timers.add(time);
    }

    @Override
    public void count(RewardCount count, long delta) {}
  }

  private RewardLedger ledger() {
    Map<String, ArmRewards> arms = new HashMap<>();
    RewardState state =
        new RewardState(
            new Counted<>(new HashMap<>()),
            new Counted<>(open),
            new Counted<>(new HashMap<>()),
            new Counted<>(arms),
            arms::entrySet,
            new Counted<>(new HashMap<>()),
            new Counted<>(new HashMap<>()),
            new Counted<>(new HashMap<>()),
            new Counted<>(new HashMap<>()),
            arms::clear);
    return new RewardLedger(OnePolicy.settings(0, true, false), state, new Timers());
  }

  @Test
  void noCallDoesTheWorkOfAllRewardsThatEndAtOneTime() {
    RewardLedger ledger = ledger();
    RewardRules rules = OnePolicy.rules(0, Map.of());
    int mostOfARow = 0;
    for (int i = 0; i < REWARDS; i++) {
      accesses = 0;
      ledger.onRow(OnePolicy.signal("d" + i, "click", 1, 1), 0, rules);
      mostOfARow = Math.max(mostOfARow, accesses);
    }
    assertThat(open).hasSize(REWARDS);
    assertThat(mostOfARow).isLessThanOrEqualTo(MOST_OF_A_ROW);
    int mostOfAnEnd = 0;
    while (!timers.isEmpty()) {
      accesses = 0;
      ledger.onTime(timers.pollFirst(), rules);
      mostOfAnEnd = Math.max(mostOfAnEnd, accesses);
    }
    assertThat(open).isEmpty();
    assertThat(mostOfAnEnd).isBetween(Endings.MOST, MOST_OF_AN_END);
  }
}
