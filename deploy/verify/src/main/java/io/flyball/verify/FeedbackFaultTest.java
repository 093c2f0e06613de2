package io.flyball.verify;

import io.flyball.bench.FeedbackLoad;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.local.run.FeedbackRun;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackSubject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The feedback job. The key is the user; the sequence number is in the id of every exposure and
 * signal, so that each signal must come out as one row, and the hindsight rows of an exposure in
 * the order of their revisions.
 */
public final class FeedbackFaultTest implements JobFaultTest {
  private static final String EXPOSURES = "feedback.exposures";
  private static final String SIGNALS = "feedback.signals";
  private static final String ATTRIBUTED = "feedback.attributed";
  private static final String ALERTS = "alerts";
  private static final String DEAD_LETTERS = "dead-letters";

  @Override
  public String name() {
    return FeedbackTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    return Map.of(EXPOSURES, "feedback", SIGNALS, "feedback");
  }

  @Override
  public List<String> outputs() {
    return List.of(ATTRIBUTED, ALERTS, DEAD_LETTERS);
  }

  @Override
  public List<String> settings() {
    return List.of();
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    FeedbackJob.build(env, config);
  }

  @Override
  public Load load(long seed, long records) {
    return new Visits(new FeedbackLoad(seed, users(records)), records);
  }

  /** Few enough that users come back, many enough that keys spread. */
  private static int users(long records) {
    return (int) Math.min(20_000, 100 + records / 50);
  }

  private static final class Visits implements Load {
    private final RecordCodec<Exposure> exposureCodec = RecordCodec.of(Exposure.class);
    private final RecordCodec<FeedbackSignal> signalCodec = RecordCodec.of(FeedbackSignal.class);
    private final FeedbackLoad load;
    private final long records;

    Visits(FeedbackLoad load, long records) {
      this.load = load;
      this.records = records;
    }

    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      SpecificRecord record = load.at(index);
      byte[] key = FeedbackLoad.key(record);
      return record instanceof Exposure exposure
          ? new ProducerRecord<>(EXPOSURES, key, exposureCodec.encode(exposure))
          : new ProducerRecord<>(SIGNALS, key, signalCodec.encode((FeedbackSignal) record));
    }

    @Override
    public Reading reading() {
      return new Rows(this);
    }

    boolean isSignal(long index) {
      return index % FeedbackLoad.VISIT >= FeedbackLoad.EXPOSURES && !load.isCopy(index);
    }
  }

  private static final class Rows implements Reading {
    private final Visits visits;
    private final RecordCodec<AttributedFeedback> rowCodec = codec(AttributedFeedback.class);
    private final SequenceLedger ledger = new SequenceLedger();
    private final Map<String, Long> rows = new TreeMap<>();
    private long letters;

    Rows(Visits visits) {
      this.visits = visits;
    }

    private static <T extends SpecificRecord> RecordCodec<T> codec(Class<T> type) {
      return RecordCodec.of(type, Integer.MAX_VALUE);
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      if (output.topic().equals(ATTRIBUTED)) {
        seeRow(Outputs.decode(rowCodec, output));
      } else if (output.topic().equals(DEAD_LETTERS)) {
        letters++;
      }
    }

    private void seeRow(AttributedFeedback row) {
      rows.merge(row.getSubject() + " " + row.getStatus(), 1L, Long::sum);
      if (row.getSubject() == FeedbackSubject.SIGNAL) {
        ledger.came(HexFormat.fromHexDigitsToLong(row.getSignal().getId().substring(1)));
      } else if (row.getSubject() == FeedbackSubject.HINDSIGHT) {
        String hindsight = row.getId();
        ledger.inOrder(hindsight.substring(0, hindsight.lastIndexOf('/')), row.getRevision());
      }
    }

    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      List<Invariant> laws =
          new ArrayList<>(ledger.laws("signals", visits.records, visits::isSignal));
      long accepted = visits.load.counts(visits.records).signals();
      laws.add(
          new Invariant(
              "accepted signals are those of the load",
              accepted,
              counts.getOrDefault(FeedbackCount.ACCEPTED_SIGNALS.name(), 0L)));
      FeedbackRun.report(written, counts, rows, letters)
          .conservation()
          .forEach(law -> laws.add(Invariant.of(law)));
      return laws;
    }
  }
}
