package io.flyball.jobs.dataloop;

import io.flyball.core.dataloop.JudgedSample;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.schemas.DataRate;
import io.flyball.schemas.DataSample;
import io.flyball.schemas.SearchState;
import io.flyball.schemas.TaskPlan;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The dataloop job between Kafka topics: {@code -c io.flyball.jobs.dataloop.DataloopJob}. */
public final class DataloopJob {
  private DataloopJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, DataloopTopology.JOB, DataloopJob::build);
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    DataloopConfig dataloop = config.dataloop();
    JobSources sources = new JobSources(config.kafka(), DataloopTopology.JOB);
    DataStream<DataloopInput> input =
        sources.data(
            env,
            dataloop.topics(),
            new DataloopDecoder(dataloop),
            DataloopInput.class,
            DataloopTopology.eventTime(dataloop),
            DataloopUids.SOURCE,
            "Probes, votes, steps and transitions");
    DataStream<ControlRecord> control = sources.control(env, DataloopUids.CONTROL_SOURCE);

    DataloopStreams out = DataloopTopology.define(input, control, dataloop);

    JobSinks sinks = new JobSinks(config.kafka(), DataloopTopology.JOB);
    samples(sinks, out.train(), dataloop.trainTopic(), DataloopUids.TRAIN_SINK, "Train");
    samples(sinks, out.expand(), dataloop.expandTopic(), DataloopUids.EXPAND_SINK, "Expand");
    samples(sinks, out.drop(), dataloop.dropTopic(), DataloopUids.DROP_SINK, "Drop");
    sinks.write(
        out.rates(),
        dataloop.ratesTopic(),
        DataRate.class,
        DataloopMapping::toAvro,
        RateRow::scope,
        DataloopUids.RATE_SINK,
        "Rates");
    sinks.write(
        out.searches(),
        dataloop.searchesTopic(),
        SearchState.class,
        DataloopMapping::toAvro,
        SearchRow::search,
        DataloopUids.SEARCH_SINK,
        "Searches");
    sinks.write(
        out.plans(),
        dataloop.plansTopic(),
        TaskPlan.class,
        DataloopMapping::toAvro,
        PlanRow::task,
        DataloopUids.PLAN_SINK,
        "Plans");
    sinks.alerts(out.alerts(), DataloopUids.ALERT_SINK);
    sinks.deadLetters(out.deadLetters(), DataloopUids.DEAD_LETTER_SINK);
  }

  private static void samples(
      JobSinks sinks, DataStream<JudgedSample> samples, String topic, String uid, String name) {
    sinks.write(
        samples,
        topic,
        DataSample.class,
        DataloopMapping::toAvro,
        judged -> judged.probe().sample(),
        uid,
        name);
  }
}
