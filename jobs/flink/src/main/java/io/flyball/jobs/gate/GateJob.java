package io.flyball.jobs.gate;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.jobs.runtime.offline.OfflineLog;
import io.flyball.schemas.GateFailure;
import io.flyball.schemas.GateNext;
import io.flyball.schemas.GateVerdict;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The gate job between Kafka topics: {@code flink run -c io.flyball.jobs.gate.GateJob}. */
public final class GateJob {
  private GateJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, GateTopology.JOB, GateJob::build);
  }

  /** Nothing unless the loop job's metrics are to be read. */
  private static Optional<DataStream<JudgeTrust>> trust(
      StreamExecutionEnvironment env, JobSources sources, GateConfig gate) {
    return gate.trustTopic().isEmpty()
        ? Optional.empty()
        : Optional.of(
            sources.aside(
                env,
                gate.trustTopic(),
                "trust",
                new JudgeTrust.Decoder(),
                JudgeTrust.class,
                GateUids.TRUST_SOURCE));
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    GateConfig gate = config.gate();
    env.setBufferTimeout(gate.flushEvery().toMillis());
    env.getConfig().setAutoWatermarkInterval(gate.flushEvery().toMillis());
    JobSources sources = new JobSources(config.kafka(), GateTopology.JOB);
    DataStream<GateInput> input =
        sources.data(
            env,
            gate.topics(),
            new GateDecoder(gate),
            GateInput.class,
            GateTopology.eventTime(gate),
            GateUids.SOURCE,
            "Actions and episodes");
    DataStream<ControlRecord> control = sources.control(env, GateUids.CONTROL_SOURCE);

    GateStreams out = GateTopology.define(input, control, trust(env, sources, gate), gate);

    JobSinks sinks = new JobSinks(config.kafka(), GateTopology.JOB);
    sinks.write(
        out.verdicts(),
        gate.verdictsTopic(),
        GateVerdict.class,
        GateMapping::toAvro,
        VerdictRow::action,
        GateUids.VERDICT_SINK,
        "Verdicts out");
    sinks.write(
        out.failures(),
        gate.failuresTopic(),
        GateFailure.class,
        GateMapping::toAvro,
        FailureRow::episode,
        GateUids.FAILURE_SINK,
        "Failures");
    sinks.write(
        out.next(),
        gate.nextTopic(),
        GateNext.class,
        GateMapping::toAvro,
        NextRow::session,
        GateUids.NEXT_SINK,
        "Next");
    sinks.alerts(out.alerts(), GateUids.ALERT_SINK);
    sinks.deadLetters(out.deadLetters(), GateUids.DEAD_LETTER_SINK);
    OfflineLog log = new OfflineLog(config.offline(), GateTopology.JOB);
    log.add(
        out.verdicts(),
        new OfflineLog.Records<VerdictRow, GateVerdict>(
            "verdicts", GateVerdict.class, GateMapping::toAvro, VerdictRow::time),
        GateUids.VERDICT_LOG);
    log.add(
        out.failures(),
        new OfflineLog.Records<FailureRow, GateFailure>(
            "failures", GateFailure.class, GateMapping::toAvro, FailureRow::time),
        GateUids.FAILURE_LOG);
  }
}
