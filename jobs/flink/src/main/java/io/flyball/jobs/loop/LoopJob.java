package io.flyball.jobs.loop;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlDecoder;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.jobs.runtime.offline.OfflineLog;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.StageFeedback;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The loop job between Kafka topics: {@code flink run -c io.flyball.jobs.loop.LoopJob}. */
public final class LoopJob {

  private LoopJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, LoopTopology.JOB, LoopJob::build);
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    LoopConfig loop = config.loop();
    JobSources sources = new JobSources(config.kafka(), LoopTopology.JOB);
    DataStream<LoopInput> input =
        sources.data(
            env,
            List.of(
                loop.exposuresTopic(),
                LoopTopics.ATTRIBUTED,
                LoopTopics.DECISIONS,
                LoopTopics.TURNS,
                LoopTopics.SPANS),
            new LoopDecoder(loop),
            LoopInput.class,
            LoopTopology.eventTime(loop),
            LoopUids.SOURCE,
            "What the loop did");
    DataStream<ControlRecord> control = sources.control(env, LoopUids.CONTROL_SOURCE);

    LoopStreams out = LoopTopology.define(input, control, loop);

    JobSinks sinks = new JobSinks(config.kafka(), LoopTopology.JOB);
    sinks.write(
        out.metrics(),
        LoopTopics.METRICS,
        LoopMetric.class,
        LoopMapping::toAvro,
        row -> row.scope(),
        LoopUids.METRIC_SINK,
        "Metrics");
    if (!loop.early().isZero()) {
      sinks.write(
          out.early(),
          LoopTopics.EARLY,
          LoopMetric.class,
          LoopMapping::toAvro,
          row -> row.scope(),
          LoopUids.EARLY_SINK,
          "Early metrics");
    }
    sinks.alerts(out.alerts(), LoopUids.ALERT_SINK);
    sinks.write(
        out.stageFeedback(),
        LoopTopics.STAGE_FEEDBACK,
        StageFeedback.class,
        LoopMapping::toAvro,
        row -> row.trace(),
        LoopUids.STAGE_FEEDBACK_SINK,
        "Stage feedback");
    sinks.write(
        out.control(),
        ControlDecoder.TOPIC,
        ControlUpdate.class,
        LoopMapping::toAvro,
        update -> update.target(),
        LoopUids.CONTROL_SINK,
        "Governor");
    sinks.deadLetters(out.deadLetters(), LoopUids.DEAD_LETTER_SINK);
    new OfflineLog(config.offline(), LoopTopology.JOB)
        .add(
            out.metrics(),
            new OfflineLog.Records<>(
                "metrics", LoopMetric.class, LoopMapping::toAvro, row -> row.windowEnd()),
            LoopUids.OFFLINE_LOG);
  }
}
