package io.flyball.jobs.modes;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.jobs.runtime.offline.OfflineLog;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeRates;
import io.flyball.schemas.ModeState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The modes job between Kafka topics: {@code flink run -c io.flyball.jobs.modes.ModesJob}. */
public final class ModesJob {
  private ModesJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, ModesTopology.JOB, ModesJob::build);
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    ModesConfig modes = config.modes();
    JobSources sources = new JobSources(config.kafka(), ModesTopology.JOB);
    DataStream<ModesInput> input =
        sources.data(
            env,
            modes.topics(),
            new ModesDecoder(modes),
            ModesInput.class,
            ModesTopology.eventTime(modes),
            ModesUids.SOURCE,
            "Observations");
    DataStream<ControlRecord> control = sources.control(env, ModesUids.CONTROL_SOURCE);

    ModesStreams out = ModesTopology.define(input, control, modes);

    JobSinks sinks = new JobSinks(config.kafka(), ModesTopology.JOB);
    sinks.write(
        out.states(),
        modes.statesTopic(),
        ModeState.class,
        ModesMapping::toAvro,
        ModeStep::entity,
        ModesUids.STATE_SINK,
        "States");
    sinks.write(
        out.rates(),
        modes.ratesTopic(),
        ModeRates.class,
        ModesMapping::toAvro,
        RatesRow::segment,
        ModesUids.RATE_SINK,
        "Rates");
    sinks.write(
        out.diversity(),
        modes.diversityTopic(),
        ModeDiversity.class,
        ModesMapping::toAvro,
        DiversityRow::scope,
        ModesUids.DIVERSITY_SINK,
        "Diversity");
    sinks.alerts(out.alerts(), ModesUids.ALERT_SINK);
    sinks.deadLetters(out.deadLetters(), ModesUids.DEAD_LETTER_SINK);
    OfflineLog log = new OfflineLog(config.offline(), ModesTopology.JOB);
    log.add(
        out.rates(),
        new OfflineLog.Records<RatesRow, ModeRates>(
            "rates", ModeRates.class, ModesMapping::toAvro, RatesRow::end),
        ModesUids.RATE_LOG);
    log.add(
        out.diversity(),
        new OfflineLog.Records<DiversityRow, ModeDiversity>(
            "diversity", ModeDiversity.class, ModesMapping::toAvro, DiversityRow::end),
        ModesUids.DIVERSITY_LOG);
  }
}
