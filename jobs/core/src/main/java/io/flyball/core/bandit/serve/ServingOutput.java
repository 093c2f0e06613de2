package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Refusal;

/** What a policy in service tells the world. */
public interface ServingOutput {

  void decided(Decision decision);

  void resolved(Outcome outcome);

  void published(Snapshot snapshot);

  void evaluated(Evaluated evaluated);

  /** A reward came after its decision was resolved. */
  void late(Reward reward);

  void alert(Alert alert);

  /** The dead letter that the current record would become. */
  DeadLetter letter(Refusal refusal);

  void refuse(DeadLetter letter);

  /** A count changed; pending counts also go down. */
  void count(ServingCount count, long delta);

  /** {@link PolicyServer#onTime} wants to be called once event time has reached {@code time}. */
  void wakeAt(long time);

  /** How far event time has come, epoch ms: no decision in time comes from before. */
  long watermark();

  /**
   * How far what is served now has come, epoch ms: the partition of its record, at least the
   * watermark. Verdicts by it do not depend on how soon timers follow the records.
   */
  default long reached() {
    return watermark();
  }
}
