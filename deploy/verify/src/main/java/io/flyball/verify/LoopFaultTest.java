package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.bench.FeedbackLoad;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.loop.LoopCount;
import io.flyball.jobs.loop.LoopJob;
import io.flyball.jobs.loop.LoopTopology;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackPolarity;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.SignalKind;
import io.flyball.schemas.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The loop job. The slates of {@link FeedbackLoad} with a click, a decision, a turn and a span to
 * each. None comes late in its partition, so the windows of every scope are told in the order of
 * time. A partition that stands still for longer than {@code kafka.idle-after}, through an outage,
 * say, is overtaken by the others and then corrects what was told: so what must be equal is the
 * last revision of each window.
 */
public final class LoopFaultTest implements JobFaultTest {
  private static final String EXPOSURES = "feedback.exposures";
  private static final String ATTRIBUTED = "feedback.attributed";
  private static final String DECISIONS = "bandit.decisions";
  private static final String TURNS = "loop.turns";
  private static final String SPANS = "loop.spans";
  private static final String METRICS = "loop.metrics";
  private static final String DEAD_LETTERS = "dead-letters";

  @Override
  public String name() {
    return LoopTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    Map<String, String> inputs = new TreeMap<>();
    List.of(EXPOSURES, ATTRIBUTED, DECISIONS, TURNS, SPANS)
        .forEach(topic -> inputs.put(topic, LoopTopology.JOB));
    return inputs;
  }

  @Override
  public List<String> outputs() {
    return List.of(METRICS, DEAD_LETTERS);
  }

  @Override
  public List<String> settings() {
    return List.of();
  }

  @Override
  public String measured(ConsumerRecord<byte[], byte[]> output) {
    if (!output.topic().equals(METRICS)) {
      return null;
    }
    LoopMetric row = metric(output);
    return row.getScope() + ' ' + row.getMetric() + ' ' + window(row);
  }

  /** A row without the way that led to it. */
  @Override
  public byte[] content(ConsumerRecord<byte[], byte[]> output) {
    if (!output.topic().equals(METRICS)) {
      return output.value();
    }
    LoopMetric row = metric(output);
    row.setId("");
    row.setRevision(0);
    row.setRetracts(null);
    return RecordCodec.of(LoopMetric.class).encode(row);
  }

  private static LoopMetric metric(ConsumerRecord<byte[], byte[]> output) {
    return Outputs.decode(RecordCodec.of(LoopMetric.class, Integer.MAX_VALUE), output);
  }

  private static String window(LoopMetric row) {
    return row.getWindowStart().toEpochMilli() + "-" + row.getWindowEnd().toEpochMilli();
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    LoopJob.build(env, config);
  }

  @Override
  public Load load(long seed, long records) {
    return new Sessions(new FeedbackLoad(seed, 500), records);
  }

  /** Eight records of a visit: four exposures, then what belongs to the first of them. */
  private static final class Sessions implements Load {
    private static final int EXPOSED = 4;
    private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
    private final RecordCodec<AttributedFeedback> attributed =
        RecordCodec.of(AttributedFeedback.class);
    private final RecordCodec<Decision> decisions = RecordCodec.of(Decision.class);
    private final RecordCodec<EpisodeTurn> turns = RecordCodec.of(EpisodeTurn.class);
    private final RecordCodec<Span> spans = RecordCodec.of(Span.class);
    private final FeedbackLoad visits;
    private final long records;

    Sessions(FeedbackLoad visits, long records) {
      this.visits = visits;
      this.records = records;
    }

    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      long visit = index / FeedbackLoad.VISIT;
      int slot = (int) (index % FeedbackLoad.VISIT);
      if (slot < EXPOSED) {
        SpecificRecord exposure = visits.at(index);
        return new ProducerRecord<>(
            EXPOSURES, FeedbackLoad.key(exposure), exposures.encode((Exposure) exposure));
      }
      Exposure shown = (Exposure) visits.at(visit * FeedbackLoad.VISIT);
      return switch (slot) {
        case 4 -> record(ATTRIBUTED, shown.getUser(), attributed.encode(click(shown, index)));
        case 5 -> record(DECISIONS, policy(visit), decisions.encode(decision(shown, visit)));
        case 6 -> record(TURNS, episode(visit), turns.encode(turn(shown, visit)));
        default -> record(SPANS, "trace-" + visit, spans.encode(span(shown, visit)));
      };
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
      return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    }

    private static AttributedFeedback click(Exposure shown, long index) {
      String id = "c" + index;
      Instant time = shown.getTime().plusSeconds(5);
      return AttributedFeedback.newBuilder()
          .setId("signal/" + id)
          .setSubject(FeedbackSubject.SIGNAL)
          .setStatus(FeedbackStatus.ATTRIBUTED)
          .setTime(time)
          .setUser(shown.getUser())
          .setExposure(shown)
          .setSignal(
              FeedbackSignal.newBuilder()
                  .setId(id)
                  .setTime(time)
                  .setUser(shown.getUser())
                  .setKind(SignalKind.CLICK)
                  .setExposureId(shown.getId())
                  .build())
          .build();
    }

    private static String policy(long visit) {
      return "policy-" + visit % 23;
    }

    private static Decision decision(Exposure shown, long visit) {
      return Decision.newBuilder()
          .setId("decision-" + visit)
          .setTime(shown.getTime())
          .setPolicy(policy(visit))
          .setArm(shown.getItem())
          .setPropensity(0.5)
          .setArms(List.of(shown.getItem(), "other"))
          .setPropensities(List.of(0.5, 0.5))
          .setPolicyVersion(visit)
          .setAlgorithm("uniform")
          .build();
    }

    /** An episode is three turns of visits that follow each other. */
    private static String episode(long visit) {
      return "episode-" + visit / 3;
    }

    private static EpisodeTurn turn(Exposure shown, long visit) {
      return EpisodeTurn.newBuilder()
          .setId("turn-" + visit)
          .setTime(shown.getTime())
          .setEpisode(episode(visit))
          .setModel("model-" + visit / 3 % 3)
          .setTurn((int) (visit % 3) + 1)
          .setAnswer(shown.getItem())
          .setJudge("judge-" + visit % 2)
          .setFeedback(visit % 3 == 2 ? FeedbackPolarity.GOOD : FeedbackPolarity.BAD)
          .setLast(visit % 3 == 2)
          .build();
    }

    private static Span span(Exposure shown, long visit) {
      return Span.newBuilder()
          .setTraceId("trace-" + visit)
          .setSpanId("span-" + visit)
          .setTime(shown.getTime())
          .setOperation("answer")
          .build();
    }

    @Override
    public Reading reading() {
      return new Windows(records);
    }
  }

  private static final class Windows implements Reading {
    private final long records;
    private final RecordCodec<LoopMetric> codec =
        RecordCodec.of(LoopMetric.class, Integer.MAX_VALUE);
    private final SequenceLedger told = new SequenceLedger();
    private final SequenceLedger revised = new SequenceLedger();

    Windows(long records) {
      this.records = records;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      if (output.topic().equals(METRICS)) {
        LoopMetric row = Outputs.decode(codec, output);
        String name = row.getScope() + ' ' + row.getMetric();
        if (row.getRevision() == 0) {
          told.inOrder(name, row.getWindowStart().toEpochMilli());
        }
        revised.inOrder(name + ' ' + window(row), row.getRevision());
      }
    }

    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      return List.of(
          new Invariant("records in topics = read", records, count(counts, LoopCount.READ)),
          new Invariant("dead letters", 0, count(counts, LoopCount.DEAD_LETTERS)),
          new Invariant("late", 0, count(counts, LoopCount.LATE)),
          new Invariant("left out after idleness", 0, count(counts, LoopCount.FORGOTTEN)),
          told.order(),
          revised.order());
    }

    private static long count(Map<String, Long> counts, LoopCount count) {
      return counts.getOrDefault(count.name(), 0L);
    }
  }
}
