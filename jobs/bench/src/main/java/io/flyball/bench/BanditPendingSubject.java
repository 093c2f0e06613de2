package io.flyball.bench;

import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bandit job while a million decisions wait for rewards that do not come within the run. */
public final class BanditPendingSubject extends BanditSubject {
  private static final long DECISIONS = 1_000_000;

  public BanditPendingSubject(long seed) {
    super(seed);
  }

  @Override
  public Sent at(long index) {
    return request(index);
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>(super.settings());
    settings.add("bandit.window=30 d");
    return settings;
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return count(accumulators, ServingCount.DECISIONS.name());
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    super.verify(accumulators, records);
    Subject.require("PENDING", count(accumulators, ServingCount.PENDING.name()), records);
  }

  /** A million, however many are wanted of other jobs. */
  @Override
  public long backlog(long wanted) {
    return DECISIONS;
  }

  /** Every record is a request. */
  @Override
  public String awaits(long index) {
    return super.awaits(2 * index);
  }

  /** A hot policy's state is copied at the first write after a checkpoint, which shows here. */
  @Override
  public Double latencyBar(Backend backend, long records) {
    return backend == Backend.HEAP && records >= DECISIONS ? 5.0 : null;
  }

  @Override
  public Double bar(Backend backend) {
    return null;
  }

  /** Asked of a million; fewer that fit show nothing. */
  @Override
  public Double memoryBar(Backend backend, long records) {
    return backend == Backend.HEAP && records >= DECISIONS ? 1024.0 : null;
  }

  /** It grows with every decision. */
  @Override
  public long steady() {
    return limit();
  }
}
