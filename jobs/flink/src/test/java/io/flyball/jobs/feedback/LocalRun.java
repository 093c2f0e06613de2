package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole topology on a local Flink: bounded partitions in, and all that came out. */
record LocalRun(
    List<AttributedFeedback> rows,
    List<Alert> alerts,
    List<DeadLetter> deadLetters,
    JobExecutionResult result) {

  /**
   * Runs to the end of the input.
   *
   * @param partitions each is read by a source of its own, in its order
   * @param sets configuration pairs
   */
  static LocalRun of(int parallelism, List<List<RawRecord>> partitions, String... sets)
      throws Exception {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets));
    FeedbackConfig feedback = config.feedback();
    var env = SharedFlink.env(options(config, parallelism));
    FeedbackStreams streams =
        FeedbackTopology.define(input(env, partitions, feedback), control(env), feedback);
    var rows = SharedFlink.keep(streams.attributed(), "kept-rows");
    var alerts = SharedFlink.keep(streams.alerts(), "kept-alerts");
    var deadLetters = SharedFlink.keep(streams.deadLetters(), "kept-deadletters");
    var result = env.execute("feedback");
    return new LocalRun(rows, alerts, deadLetters, result);
  }

  /** A total over all subtasks. */
  long count(String name) {
    Long count = result.getAccumulatorResult(Tally.accumulator(FeedbackTopology.JOB, name));
    return count == null ? 0 : count;
  }

  long count(FeedbackCount name) {
    return count(name.name());
  }

  private static Configuration options(FlyballConfig config, int parallelism) {
    Configuration options = config.flink().toConfiguration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    // Event time moves as often as it can, and a fault fails the test.
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return options;
  }

  private static DataStream<Ingested> input(
      StreamExecutionEnvironment env, List<List<RawRecord>> partitions, FeedbackConfig config) {
    FeedbackDecoder decoder = new FeedbackDecoder(config);
    DataStream<Ingested> all = null;
    for (int i = 0; i < partitions.size(); i++) {
      List<Ingested> records = partitions.get(i).stream().map(decoder).toList();
      DataStream<Ingested> partition = source(env, records, "partition-" + i);
      partition =
          partition
              .assignTimestampsAndWatermarks(FeedbackTopology.eventTime(config))
              .uid("event-time-" + i)
              .setParallelism(1);
      all = all == null ? partition : all.union(partition);
    }
    // One subtask reads a partition, as with Kafka, however many records others have.
    return all.partitionCustom((n, subtasks) -> n % subtasks, in -> in.raw().partition());
  }

  private static DataStream<ControlRecord> control(StreamExecutionEnvironment env) {
    List<ControlRecord> ofAnotherJob =
        List.of(Fixtures.control("camera", 1, Map.of("hold", "1 ms")));
    return env.fromData(ofAnotherJob, TypeInformation.of(ControlRecord.class))
        .uid("control")
        .setParallelism(1)
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time")
        .setParallelism(1);
  }

  private static DataStream<Ingested> source(
      StreamExecutionEnvironment env, List<Ingested> records, String uid) {
    return env.fromData(records, TypeInformation.of(Ingested.class)).uid(uid).setParallelism(1);
  }
}
