package io.flyball.jobs.feedback;

import io.flyball.connectors.kafka.KafkaSources;
import io.flyball.jobs.runtime.FlyballConfig;
import io.flyball.jobs.runtime.JobArguments;
import io.flyball.jobs.runtime.SideInputs;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The feedback job between Kafka topics: {@code flink run -c io.flyball.jobs.feedback.FeedbackJob}.
 */
public final class FeedbackJob {
  private static final String CONTROL = "control";

  private FeedbackJob() {}

  public static void main(String[] args) throws Exception {
    FlyballConfig config = JobArguments.loadOrExit(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
    build(env, config);
    env.execute(FeedbackTopology.JOB);
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    FeedbackConfig feedback = config.feedback();
    WatermarkStrategy<Ingested> eventTime = FeedbackTopology.eventTime(feedback);
    if (!config.kafka().idleAfter().isZero()) {
      eventTime = eventTime.withIdleness(config.kafka().idleAfter());
    }
    List<String> topics = List.of(feedback.exposuresTopic(), feedback.signalsTopic());
    DataStream<Ingested> input =
        env.fromSource(source(config, topics, "feedback"), eventTime, "Exposures and signals")
            .uid(FeedbackUids.SOURCE);
    DataStream<Ingested> control =
        env.fromSource(
                source(config, List.of(CONTROL), "feedback-control"),
                SideInputs.neverHoldBack(),
                "Control")
            .setParallelism(1)
            .uid(FeedbackUids.CONTROL_SOURCE);

    FeedbackStreams out = FeedbackTopology.define(input, control, feedback);

    FeedbackSinks sinks = new FeedbackSinks(config.kafka());
    out.attributed()
        .sinkTo(sinks.attributed())
        .uid(FeedbackUids.ATTRIBUTED_SINK)
        .name("Attributed");
    out.alerts().sinkTo(sinks.alerts()).uid(FeedbackUids.ALERT_SINK).name("Alerts");
    out.deadLetters()
        .sinkTo(sinks.deadLetters())
        .uid(FeedbackUids.DEAD_LETTER_SINK)
        .name("Dead letters");
    feedback
        .offlineLog()
        .ifPresent(
            folder ->
                out.attributed()
                    .sinkTo(FeedbackSinks.offlineLog(folder))
                    .uid(FeedbackUids.OFFLINE_LOG)
                    .name("Offline log"));
  }

  @SuppressWarnings(
      "deprecation") // The connector's own signature asks for Kafka's deprecated enum.
  private static KafkaSource<Ingested> source(
      FlyballConfig config, List<String> topics, String purpose) {
    return KafkaSources.of(
        config.kafka().bootstrap(),
        config.kafka().clientProperties(),
        config.kafka().group() + "-" + purpose,
        topics,
        new FeedbackDecoder(config.feedback(), CONTROL),
        TypeInformation.of(Ingested.class),
        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST));
  }
}
