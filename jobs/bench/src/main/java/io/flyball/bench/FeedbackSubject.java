package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The feedback job, whole. A record is done once it was attributed, dropped or refused. Latency is
 * that of signals which name their exposure: their answer does not wait for event time.
 */
public final class FeedbackSubject implements Subject {
  private static final int USERS = 100_000;
  private static final String EXPOSURES = "feedback.exposures";
  private static final String SIGNALS = "feedback.signals";
  private static final String ATTRIBUTED = "feedback.attributed";

  private static final List<FeedbackCount> DONE =
      List.of(
          FeedbackCount.ACCEPTED_EXPOSURES,
          FeedbackCount.ACCEPTED_SIGNALS,
          FeedbackCount.DUPLICATES,
          FeedbackCount.CONFLICTS,
          FeedbackCount.DEAD_LETTERS);

  private final FeedbackLoad load;
  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
  private final AnswerIds ids = new AnswerIds();

  public FeedbackSubject(long seed) {
    load = new FeedbackLoad(seed, USERS);
  }

  @Override
  public String name() {
    return FeedbackTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(EXPOSURES, SIGNALS);
  }

  @Override
  public List<String> others() {
    return List.of(ATTRIBUTED, "alerts", "dead-letters", "control");
  }

  @Override
  public String answers() {
    return ATTRIBUTED;
  }

  @Override
  public Sent at(long index) {
    SpecificRecord record = load.at(index);
    return record instanceof Exposure exposure
        ? new Sent(EXPOSURES, FeedbackLoad.key(record), exposures.encode(exposure))
        : new Sent(SIGNALS, FeedbackLoad.key(record), signals.encode((FeedbackSignal) record));
  }

  @Override
  public long limit() {
    return FeedbackLoad.LIMIT;
  }

  @Override
  public String awaits(long index) {
    return !load.isCopy(index)
            && load.at(index) instanceof FeedbackSignal signal
            && signal.getExposureId() != null
            && !load.isOrphan(index)
        ? signal.getId()
        : null;
  }

  @Override
  public String answered(byte[] value) {
    return ids.find(value);
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    FeedbackJob.build(env, config);
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return DONE.stream().mapToLong(count -> count(accumulators, count)).sum();
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    LoadCounts expected = load.counts(records);
    require(accumulators, FeedbackCount.READ, expected.records());
    require(accumulators, FeedbackCount.ACCEPTED_EXPOSURES, expected.exposures());
    require(accumulators, FeedbackCount.ACCEPTED_SIGNALS, expected.signals());
    require(accumulators, FeedbackCount.DUPLICATES, expected.copies());
    require(accumulators, FeedbackCount.LATE, 0);
  }

  @Override
  public Double bar(Backend backend) {
    return backend == Backend.HEAP ? 0.5 : 0.25;
  }

  /** Two windows of 14 days. */
  @Override
  public long steady() {
    return 620_000;
  }

  private static void require(Map<String, Object> found, FeedbackCount count, long expected) {
    Subject.require(count.name(), count(found, count), expected);
  }

  private static long count(Map<String, Object> accumulators, FeedbackCount count) {
    return Subject.count(accumulators, Tally.accumulator(FeedbackTopology.JOB, count.name()));
  }
}
