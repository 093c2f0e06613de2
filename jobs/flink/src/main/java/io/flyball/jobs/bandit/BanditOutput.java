package io.flyball.jobs.bandit;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.Evaluated;
import io.flyball.core.bandit.serve.Outcome;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.bandit.serve.ServingOutput;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** What {@link io.flyball.core.bandit.serve.PolicyServer} says, to the outputs of an operator. */
final class BanditOutput implements ServingOutput {
  /** The side outputs of a context. */
  interface Sides {
    <T> void output(OutputTag<T> tag, T value);
  }

  private final Tally tally;
  private Sides sides;
  private TimerService timers;
  private Collector<Decision> decisions;
  private RawRecord raw;
  private long now;
  private long reached;

  BanditOutput(Tally tally) {
    this.tally = tally;
  }

  /**
   * To be called before each event.
   *
   * @param record the record that is served; null for a timer
   * @param time how far event time has come
   * @param reached how far the record's partition has come, at least as far
   */
  void use(
      Sides context,
      TimerService timerService,
      Collector<Decision> out,
      RawRecord record,
      long time,
      long reached) {
    sides = context;
    timers = timerService;
    decisions = out;
    raw = record;
    now = time;
    this.reached = reached;
  }

  @Override
  public void decided(Decision decision) {
    decisions.collect(decision);
  }

  @Override
  public void resolved(Outcome outcome) {
    sides.output(BanditFunction.OUTCOMES, outcome);
  }

  @Override
  public void published(Snapshot snapshot) {
    sides.output(BanditFunction.SNAPSHOTS, snapshot);
  }

  @Override
  public void evaluated(Evaluated evaluated) {
    sides.output(BanditFunction.EVALUATIONS, evaluated);
  }

  @Override
  public void late(Reward reward) {
    sides.output(BanditFunction.LATE, reward);
  }

  @Override
  public void alert(Alert alert) {
    sides.output(BanditFunction.ALERTS, alert);
  }

  @Override
  public DeadLetter letter(Refusal refusal) {
    return DeadLetters.of(BanditTopology.JOB, raw, refusal);
  }

  @Override
  public void refuse(DeadLetter letter) {
    tally.add("DEAD_LETTERS", 1);
    tally.add("DEAD_LETTERS." + letter.reason(), 1);
    sides.output(BanditFunction.REFUSED, letter);
  }

  @Override
  public void count(ServingCount count, long delta) {
    tally.add(count, delta);
  }

  @Override
  public void wakeAt(long time) {
    timers.registerEventTimeTimer(time);
  }

  @Override
  public long watermark() {
    return now;
  }

  @Override
  public long reached() {
    return reached;
  }
}
