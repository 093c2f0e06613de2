package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.core.feedback.AttributionOfLog;
import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.SignalKind;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Peers join what the job joins, as far as they do it: signals that name their exposure. */
class FeedbackPeersTest {
  private static final int RECORDS = 2_000;
  private static final Duration WINDOW = FeedbackPeers.SHORT;

  private static final List<SpecificRecord> LOAD = new ArrayList<>();
  private static final Set<String> EXPECTED = new TreeSet<>();

  @BeforeAll
  static void theJobsRows() {
    FeedbackLoad load = new FeedbackLoad(3, 50);
    for (int i = 0; i < RECORDS; i++) {
      LOAD.add(load.at(i));
    }
    Map<String, Exposure> exposures = new LinkedHashMap<>();
    all(Exposure.class).forEach(exposure -> exposures.putIfAbsent(exposure.getId(), exposure));
    Map<String, FeedbackSignal> signals = new LinkedHashMap<>();
    all(FeedbackSignal.class).forEach(signal -> signals.putIfAbsent(signal.getId(), signal));
    Map<SignalKind, Long> windows = new EnumMap<>(SignalKind.class);
    for (SignalKind kind : SignalKind.values()) {
      windows.put(kind, WINDOW.toMillis());
    }
    AttributionOfLog.rows(
            new AttributionRules(windows, FeedbackPeers.BEFORE.toMillis(), false),
            exposures.values().stream().map(CoreRecords::of).toList(),
            signals.values().stream().map(CoreRecords::of).toList())
        .stream()
        .filter(row -> row.signal() != null && row.signal().exposureId() != null)
        .filter(row -> row.exposure() != null)
        .forEach(row -> EXPECTED.add(row.signal().id() + " " + row.exposure().id()));
    assertThat(EXPECTED).hasSizeGreaterThan(100);
    assertThat(all(FeedbackSignal.class)).hasSizeGreaterThan(signals.size());
  }

  @Test
  void theDataStreamPeerJoinsTheSameRows() throws Exception {
    StreamExecutionEnvironment env = environment();
    assertThat(
            pairs(
                DataStreamPeer.join(
                    stream(env, Exposure.class, Exposure::getTime), signals(env), WINDOW)))
        .isEqualTo(EXPECTED);
  }

  @Test
  void theSqlPeerJoinsTheSameRows() throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStream<Exposure> exposures = stream(env, Exposure.class, Exposure::getTime);
    assertThat(pairs(SqlPeer.join(env, exposures, signals(env), WINDOW, "JOIN")))
        .isEqualTo(EXPECTED);
  }

  @Test
  void theKafkaStreamsPeerJoinsTheSameRows() throws Exception {
    Properties settings = StreamsPeer.settings("peer");
    LongAdder done = new LongAdder();
    Set<String> pairs = new TreeSet<>();
    try (TopologyTestDriver driver =
        new TopologyTestDriver(StreamsPeer.topology(settings, "out", WINDOW, done), settings)) {
      var exposures =
          driver.createInputTopic(
              "feedback.exposures", new ByteArraySerializer(), new ByteArraySerializer());
      var signals =
          driver.createInputTopic(
              "feedback.signals", new ByteArraySerializer(), new ByteArraySerializer());
      for (SpecificRecord record : LOAD) {
        byte[] key = FeedbackLoad.key(record);
        if (record instanceof Exposure exposure) {
          exposures.pipeInput(key, Exposure.getEncoder().encode(exposure).array());
        } else {
          signals.pipeInput(
              key, FeedbackSignal.getEncoder().encode((FeedbackSignal) record).array());
        }
      }
      var out =
          driver.createOutputTopic("out", new ByteArrayDeserializer(), new ByteArrayDeserializer());
      for (byte[] value : out.readValuesToList()) {
        pairs.add(pair(AttributedFeedback.getDecoder().decode(value)));
      }
    }
    assertThat(pairs).isEqualTo(EXPECTED);
    assertThat(done.sum()).isEqualTo(RECORDS);
  }

  private static <T> List<T> all(Class<T> type) {
    return LOAD.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.getConfig().enableObjectReuse();
    return env;
  }

  private static DataStream<FeedbackSignal> signals(StreamExecutionEnvironment env) {
    return stream(env, FeedbackSignal.class, FeedbackSignal::getTime);
  }

  private static <T> DataStream<T> stream(
      StreamExecutionEnvironment env, Class<T> type, SerializableFunction<T, Instant> time) {
    return env.fromData(all(type), TypeInformation.of(type))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<T>forBoundedOutOfOrderness(Duration.ofDays(30))
                .withTimestampAssigner((record, before) -> time.apply(record).toEpochMilli()));
  }

  private static Set<String> pairs(DataStream<AttributedFeedback> rows) throws Exception {
    Set<String> pairs = new TreeSet<>();
    rows.executeAndCollect(RECORDS).forEach(row -> pairs.add(pair(row)));
    return pairs;
  }

  private static String pair(AttributedFeedback row) {
    return row.getSignal().getId() + " " + row.getExposure().getId();
  }
}
