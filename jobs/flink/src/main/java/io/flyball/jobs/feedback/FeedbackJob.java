package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.jobs.runtime.offline.OfflineLog;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The feedback job between Kafka topics: {@code flink run -c io.flyball.jobs.feedback.FeedbackJob}.
 */
public final class FeedbackJob {
  private static final String ATTRIBUTED = "feedback.attributed";

  private FeedbackJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, FeedbackTopology.JOB, FeedbackJob::build);
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    FeedbackConfig feedback = config.feedback();
    JobSources sources = new JobSources(config.kafka(), FeedbackTopology.JOB);
    DataStream<Ingested> input =
        sources.data(
            env,
            List.of(feedback.exposuresTopic(), feedback.signalsTopic()),
            new FeedbackDecoder(feedback),
            Ingested.class,
            FeedbackTopology.eventTime(feedback),
            FeedbackUids.SOURCE,
            "Exposures and signals");
    DataStream<ControlRecord> control = sources.control(env, FeedbackUids.CONTROL_SOURCE);

    FeedbackStreams out = FeedbackTopology.define(input, control, feedback);

    JobSinks sinks = new JobSinks(config.kafka(), FeedbackTopology.JOB);
    sinks.write(
        out.attributed(),
        ATTRIBUTED,
        io.flyball.schemas.AttributedFeedback.class,
        FeedbackMapping::toAvro,
        row -> row.user(),
        FeedbackUids.ATTRIBUTED_SINK,
        "Attributed");
    sinks.alerts(out.alerts(), FeedbackUids.ALERT_SINK);
    sinks.deadLetters(out.deadLetters(), FeedbackUids.DEAD_LETTER_SINK);
    OfflineLog offline = new OfflineLog(config.offline(), FeedbackTopology.JOB);
    var records =
        new OfflineLog.Records<AttributedFeedback, io.flyball.schemas.AttributedFeedback>(
            "attributed",
            io.flyball.schemas.AttributedFeedback.class,
            FeedbackMapping::toAvro,
            row -> row.time());
    if (feedback.offlineLog().isPresent()) {
      offline.add(out.attributed(), records, feedback.offlineLog(), FeedbackUids.OFFLINE_LOG);
    } else {
      offline.add(out.attributed(), records, FeedbackUids.OFFLINE_LOG);
    }
  }
}
