package io.flyball.bench;

import io.flyball.jobs.gate.GateCount;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import java.util.List;
import java.util.Map;

/** The gate job while a million actions wait for critiques that do not come within the run. */
public final class GatePendingSubject extends GateSubject {
  private static final long ACTIONS = 1_000_000;

  public GatePendingSubject(long seed) {
    super(seed);
  }

  @Override
  public Sent at(long index) {
    return proposal(index, time(index));
  }

  /** The deadline is behind the last record of a million. */
  @Override
  public List<String> settings() {
    return List.of(
        super.settings().get(0),
        "gate.rules={risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block: 1,"
            + " irreversible: true}}, deadline: 1 h}");
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return done(accumulators, 0);
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    super.verify(accumulators, records);
    Subject.require("VERDICTS", count(accumulators, GateCount.VERDICTS), 0);
  }

  /** A million, however many are wanted of other jobs. */
  @Override
  public long backlog(long wanted) {
    return ACTIONS;
  }

  /** Verdicts do not fall within the run. */
  @Override
  public boolean awaitsAnswers() {
    return false;
  }

  @Override
  public Double latencyBar(Backend backend, long records) {
    return null;
  }

  /** Asked of a million; fewer that fit show nothing. */
  @Override
  public Double memoryBar(Backend backend, long records) {
    return backend == Backend.HEAP && records >= ACTIONS ? 1024.0 : null;
  }

  /** It grows with every action. */
  @Override
  public long steady() {
    return limit();
  }
}
