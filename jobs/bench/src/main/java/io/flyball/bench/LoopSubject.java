package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.loop.LoopCount;
import io.flyball.jobs.loop.LoopJob;
import io.flyball.jobs.loop.LoopTopology;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The loop job on exposures and the clicks on one in four of them: of five records four are
 * exposures. A record is done once it was taken in, since what lies behind that is at most what the
 * shuffles buffer; ten exposures come in a second of event time, nine a day for each user, so that
 * a window of an hour holds 36,000.
 */
public final class LoopSubject implements Subject {
  private static final int BLOCK = 5;
  private static final long STEP_MS = 100;
  private static final String EXPOSURES = "feedback.exposures";
  private static final String ATTRIBUTED = "feedback.attributed";
  private static final String METRICS = "loop.metrics";

  private final AttributedLoad load;
  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<AttributedFeedback> rows = RecordCodec.of(AttributedFeedback.class);

  public LoopSubject(long seed) {
    load = new AttributedLoad(seed, STEP_MS);
  }

  @Override
  public String name() {
    return LoopTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(EXPOSURES, ATTRIBUTED);
  }

  @Override
  public List<String> others() {
    return List.of(
        METRICS,
        "bandit.decisions",
        "loop.turns",
        "loop.spans",
        "loop.stage-feedback",
        "alerts",
        "dead-letters",
        "control");
  }

  @Override
  public String answers() {
    return METRICS;
  }

  @Override
  public Sent at(long index) {
    long shown = index / BLOCK * (BLOCK - 1) + Math.min(index % BLOCK, BLOCK - 2);
    if (index % BLOCK == BLOCK - 1) {
      AttributedFeedback row = load.row(shown);
      return new Sent(ATTRIBUTED, AttributedLoad.bytes(row.getUser()), rows.encode(row));
    }
    Exposure exposure = load.exposure(shown);
    return new Sent(
        EXPOSURES, AttributedLoad.bytes(exposure.getUser()), exposures.encode(exposure));
  }

  @Override
  public long limit() {
    return AttributedLoad.LIMIT;
  }

  /** A metric speaks of a window, not of a record: latency is not measured. */
  @Override
  public boolean awaitsAnswers() {
    return false;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    LoopJob.build(env, config);
  }

  /** The topics of which nothing comes here must not hold back event time for long. */
  @Override
  public List<String> settings() {
    return List.of("kafka.idle-after=1 s");
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return count(accumulators, LoopCount.READ);
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    Subject.require("READ", count(accumulators, LoopCount.READ), records);
    Subject.require("DEAD_LETTERS", count(accumulators, LoopCount.DEAD_LETTERS), 0);
  }

  private static long count(Map<String, Object> accumulators, LoopCount count) {
    return Subject.count(accumulators, Tally.accumulator(LoopTopology.JOB, count.name()));
  }

  @Override
  public Double bar(Backend backend) {
    return backend == Backend.HEAP ? 0.4 : null;
  }

  /** {@code loop.past} of 28 days, which users' histories reach back to, at 8 s for 100 records. */
  @Override
  public long steady() {
    return 30_000_000;
  }
}
