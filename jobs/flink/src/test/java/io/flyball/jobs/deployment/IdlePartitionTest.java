package io.flyball.jobs.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.bandit.BanditDecoder;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.bias.BiasDecoder;
import io.flyball.jobs.bias.BiasTopology;
import io.flyball.jobs.dataloop.DataloopDecoder;
import io.flyball.jobs.dataloop.DataloopTopology;
import io.flyball.jobs.feedback.FeedbackDecoder;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.jobs.gate.GateDecoder;
import io.flyball.jobs.gate.GateTopology;
import io.flyball.jobs.loop.LoopDecoder;
import io.flyball.jobs.loop.LoopTopology;
import io.flyball.jobs.modes.ModesDecoder;
import io.flyball.jobs.modes.ModesTopology;
import io.flyball.jobs.reward.RewardDecoder;
import io.flyball.jobs.reward.RewardTopology;
import io.flyball.jobs.runtime.MovingPartitions;
import io.flyball.jobs.runtime.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.CollectingDataOutput;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Partitions of one source beside each other, as Flink's source drives them, on a clock of ours.
 */
class IdlePartitionTest {
  private static final long NOON = 1_700_000_000_000L;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final FlyballConfig CONFIG =
      Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of());

  /**
   * What a job's source is made of.
   *
   * @param good a record's JSON, given its time
   * @param bound how far behind the newest record event time stays
   */
  private record Job<T>(
      String name,
      String topic,
      Function<RawRecord, T> decoder,
      WatermarkStrategy<T> eventTime,
      Function<Long, String> good,
      Duration bound) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Job<?>> jobs() {
    return Stream.of(
        new Job<>(
            "feedback",
            CONFIG.feedback().exposuresTopic(),
            new FeedbackDecoder(CONFIG.feedback()),
            FeedbackTopology.eventTime(CONFIG.feedback()),
            "{\"id\":\"e1\",\"time\":%d,\"user\":\"ada\",\"item\":\"x\"}"::formatted,
            CONFIG.feedback().outOfOrderness()),
        new Job<>(
            "reward",
            CONFIG.reward().membersTopic(),
            new RewardDecoder(CONFIG.reward()),
            RewardTopology.eventTime(CONFIG.reward()),
            "{\"id\":\"m\",\"groupId\":\"g\",\"time\":%d,\"components\":{\"a\":1}}"::formatted,
            CONFIG.reward().outOfOrderness()),
        new Job<>(
            "bandit",
            CONFIG.bandit().requestsTopic(),
            new BanditDecoder(CONFIG.bandit()),
            BanditTopology.eventTime(CONFIG.bandit()),
            "{\"id\":\"shop/1\",\"time\":%d,\"context\":[1],\"arms\":[{\"id\":\"a\"}]}"::formatted,
            CONFIG.bandit().outOfOrderness()),
        new Job<>(
            "bias",
            "camera.rates",
            new BiasDecoder(CONFIG.bias()),
            BiasTopology.eventTime(),
            time ->
                "{\"camera\":\"c1\",\"sensor\":\"evk4\",\"startUs\":0,\"endUs\":300000,\"rate\":1000}",
            Duration.ZERO),
        new Job<>(
            "loop",
            CONFIG.loop().exposuresTopic(),
            new LoopDecoder(CONFIG.loop()),
            LoopTopology.eventTime(CONFIG.loop()),
            "{\"id\":\"e1\",\"time\":%d,\"user\":\"ada\",\"item\":\"x\"}"::formatted,
            CONFIG.loop().outOfOrderness()),
        new Job<>(
            "modes",
            CONFIG.modes().observationsTopic(),
            new ModesDecoder(CONFIG.modes()),
            ModesTopology.eventTime(CONFIG.modes()),
            "{\"id\":\"o1\",\"time\":%d,\"entity\":\"ada\",\"state\":1}"::formatted,
            CONFIG.modes().outOfOrderness()),
        new Job<>(
            "dataloop",
            CONFIG.dataloop().votesTopic(),
            new DataloopDecoder(CONFIG.dataloop()),
            DataloopTopology.eventTime(CONFIG.dataloop()),
            "{\"id\":\"v\",\"time\":%d,\"sample\":\"s\",\"judge\":\"j\"}"::formatted,
            CONFIG.dataloop().outOfOrderness()),
        new Job<>(
            "gate",
            CONFIG.gate().proposalsTopic(),
            new GateDecoder(CONFIG.gate()),
            GateTopology.eventTime(CONFIG.gate()),
            "{\"actionId\":\"a1\",\"time\":%d,\"risk\":\"reversible\"}"::formatted,
            CONFIG.gate().outOfOrderness()));
  }

  /** A source of several partitions. */
  private static final class Source<T> {
    private final Job<T> job;
    private final TestProcessingTimeService clock = new TestProcessingTimeService();
    private final CollectingDataOutput<T> out = new CollectingDataOutput<>();
    private final org.apache.flink.api.connector.source.ReaderOutput<T> partitions;

    Source(Job<T> job, Duration idleAfter) throws Exception {
      this.job = job;
      clock.setCurrentTime(NOON);
      var io = UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup();
      TimestampsAndWatermarks<T> logic =
          TimestampsAndWatermarks.createProgressiveEventTimeLogic(
              MovingPartitions.of(job.eventTime(), idleAfter),
              io,
              clock,
              200,
              clock.getClock(),
              clock.getClock(),
              io);
      partitions = logic.createMainOutput(out, new Ignored());
      logic.startPeriodicWatermarkEmits();
    }

    void opens(String partition) {
      partitions.createOutputForSplit(partition);
    }

    void good(String partition, long at) {
      send(partition, at, job.good().apply(NOON + at));
    }

    void send(String partition, long arrival, String value) {
      RawRecord raw =
          new RawRecord(job.topic(), 0, 0, NOON + arrival, null, value.getBytes(UTF_8), Map.of());
      partitions
          .createOutputForSplit(partition)
          .collect(job.decoder().apply(raw), raw.ingestTime());
    }

    /** Time passes, in steps in which a source looks at its partitions. */
    void now(long at) throws Exception {
      while (clock.getCurrentProcessingTime() < NOON + at) {
        clock.setCurrentTime(Math.min(NOON + at, clock.getCurrentProcessingTime() + SECOND));
      }
    }

    /** How far event time has come, ms after noon. */
    long eventTime() {
      return out.getEvents().stream()
          .filter(Watermark.class::isInstance)
          .mapToLong(mark -> ((Watermark) mark).getTimestamp() - NOON)
          .max()
          .orElse(Long.MIN_VALUE);
    }

    boolean idle() {
      return out.getEvents().stream()
          .filter(WatermarkStatus.class::isInstance)
          .map(WatermarkStatus.class::cast)
          .reduce((before, last) -> last)
          .map(WatermarkStatus::isIdle)
          .orElse(false);
    }
  }

  private static final class Ignored implements TimestampsAndWatermarks.WatermarkUpdateListener {
    @Override
    public void updateIdle(boolean isIdle) {}

    @Override
    public void updateCurrentEffectiveWatermark(long watermark) {}

    @Override
    public void updateCurrentSplitWatermark(String splitId, long watermark) {}

    @Override
    public void updateCurrentSplitIdle(String splitId, boolean idle) {}

    @Override
    public void splitFinished(String splitId) {}
  }

  private static Duration shipped() {
    return CONFIG.kafka().idleAfter();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  <T> void nothingMovesEventTimeWhereNothingComes(Job<T> job) throws Exception {
    Source<T> source = new Source<>(job, shipped());
    source.opens("silent");
    source.now(10 * MINUTE);
    assertThat(source.eventTime()).isEqualTo(Long.MIN_VALUE);
    assertThat(source.idle()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  <T> void refusedRecordsHoldEventTimeNoLongerThanSilence(Job<T> job) throws Exception {
    Source<T> source = new Source<>(job, shipped());
    source.opens("silent");
    source.opens("bad");
    long reached = Long.MIN_VALUE;
    for (long at = 0; at <= 10 * MINUTE; at += 30 * SECOND) {
      source.now(at);
      source.send("bad", at, "{\"id\":");
      source.send("bad", at, "\u0001");
      source.good("good", at);
      reached = at;
    }
    source.now(reached + SECOND);
    long bound = job.bound().toMillis();
    assertThat(source.eventTime()).isEqualTo(reached - bound - 1);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  <T> void refusedRecordsAloneLeaveTheSourceIdle(Job<T> job) throws Exception {
    Source<T> source = new Source<>(job, shipped());
    for (long at = 0; at <= 5 * MINUTE; at += 30 * SECOND) {
      source.now(at);
      source.send("bad", at, "null");
    }
    assertThat(source.idle()).isTrue();
    assertThat(source.eventTime()).isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  <T> void lateAndRepeatedRecordsHoldEventTimeNoLongerThanSilence(Job<T> job) throws Exception {
    Source<T> source = new Source<>(job, shipped());
    source.good("stuck", 0);
    for (long at = 0; at <= 30 * MINUTE; at += 30 * SECOND) {
      source.now(at);
      source.good("stuck", 0);
      source.good("stuck", -10 * MINUTE);
      source.good("good", at);
    }
    source.now(30 * MINUTE + SECOND);
    long bound = job.bound().toMillis();
    assertThat(source.eventTime()).isEqualTo(30 * MINUTE - bound - 1);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  <T> void aGoodRecordEndsIdleness(Job<T> job) throws Exception {
    Source<T> source = new Source<>(job, shipped());
    source.good("slow", 0);
    source.good("good", 0);
    source.now(2 * MINUTE);
    source.good("good", 20 * MINUTE);
    source.now(2 * MINUTE + SECOND);
    long bound = job.bound().toMillis();
    assertThat(source.eventTime()).isEqualTo(20 * MINUTE - bound - 1);
    source.good("slow", 21 * MINUTE);
    source.good("good", 40 * MINUTE);
    source.now(2 * MINUTE + 2 * SECOND);
    assertThat(source.eventTime()).isEqualTo(21 * MINUTE - bound - 1);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  <T> void zeroWaitsForEveryPartition(Job<T> job) throws Exception {
    Source<T> source = new Source<>(job, Duration.ZERO);
    source.opens("silent");
    source.good("good", 0);
    source.now(60 * MINUTE);
    assertThat(source.eventTime()).isEqualTo(Long.MIN_VALUE);
  }
}
