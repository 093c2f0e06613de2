package io.flyball.core.reward;

import io.flyball.core.record.Alert;

/** Where a ledger's results go. */
public interface RewardOutput {
  void emit(Reward reward);

  void alert(Alert alert);

  /** Asks for a call of {@link RewardLedger#onTime} when event time reaches {@code time}. */
  void wakeAt(long time);

  void count(RewardCount count, long delta);
}
