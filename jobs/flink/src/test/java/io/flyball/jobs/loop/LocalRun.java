package io.flyball.jobs.loop;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
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
    List<MetricRow> metrics,
    List<Alert> alerts,
    List<StageFeedbackRow> stages,
    List<ControlUpdate> updates,
    List<DeadLetter> deadLetters,
    JobExecutionResult result) {

  /**
   * Runs to the end of the input.
   *
   * @param partitions each is read by a source of its own, in its order
   * @param sets configuration pairs
   */
  static LocalRun of(
      int parallelism,
      List<? extends List<? extends SpecificRecord>> partitions,
      List<ControlRecord> control,
      String... sets)
      throws Exception {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets));
    Configuration options = config.flink().toConfiguration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    // Event time moves as often as it can, and a fault fails the test.
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    var env = SharedFlink.env(options);
    LoopStreams streams =
        LoopTopology.define(
            input(env, partitions, config.loop()), control(env, control), config.loop());
    var metrics = SharedFlink.keep(streams.metrics(), "kept-metrics");
    var alerts = SharedFlink.keep(streams.alerts(), "kept-alerts");
    var stages = SharedFlink.keep(streams.stageFeedback(), "kept-stages");
    var updates = SharedFlink.keep(streams.control(), "kept-updates");
    var deadLetters = SharedFlink.keep(streams.deadLetters(), "kept-deadletters");
    var result = env.execute("loop");
    return new LocalRun(metrics, alerts, stages, updates, deadLetters, result);
  }

  /** A total over all subtasks. */
  long count(Object name) {
    Long count = result.getAccumulatorResult(Tally.accumulator(LoopTopology.JOB, name.toString()));
    return count == null ? 0 : count;
  }

  /** The newest revision of one metric, by the start of its window. */
  Map<Long, Double> newest(String scope, String metric) {
    Map<Long, MetricRow> newest = new TreeMap<>();
    for (MetricRow row : metrics) {
      if (row.scope().equals(scope) && row.metric().equals(metric)) {
        newest.merge(row.windowStart(), row, (a, b) -> b.revision() > a.revision() ? b : a);
      }
    }
    Map<Long, Double> values = new TreeMap<>();
    newest.forEach((start, row) -> values.put(start, row.value()));
    return values;
  }

  private static DataStream<LoopInput> input(
      StreamExecutionEnvironment env,
      List<? extends List<? extends SpecificRecord>> partitions,
      LoopConfig config) {
    LoopDecoder decoder = new LoopDecoder(config);
    DataStream<LoopInput> all = null;
    for (int i = 0; i < partitions.size(); i++) {
      List<LoopInput> records = new ArrayList<>();
      for (SpecificRecord record : partitions.get(i)) {
        records.add(Events.in(decoder, record, i, records.size()));
      }
      DataStream<LoopInput> partition =
          env.fromData(records, TypeInformation.of(LoopInput.class))
              .uid("partition-" + i)
              .setParallelism(1)
              .assignTimestampsAndWatermarks(LoopTopology.eventTime(config))
              .uid("event-time-" + i)
              .setParallelism(1);
      all = all == null ? partition : all.union(partition);
    }
    // One subtask reads a partition, as with Kafka, however many records others have.
    return all.partitionCustom((n, subtasks) -> n % subtasks, in -> in.raw().partition());
  }

  private static DataStream<ControlRecord> control(
      StreamExecutionEnvironment env, List<ControlRecord> updates) {
    TypeInformation<ControlRecord> type = TypeInformation.of(ControlRecord.class);
    List<ControlRecord> records = new ArrayList<>(updates);
    records.add(new ControlRecord(null, null, null));
    return env.fromData(records, type)
        .uid("control")
        .setParallelism(1)
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time")
        .setParallelism(1);
  }
}
