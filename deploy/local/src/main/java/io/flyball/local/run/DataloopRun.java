package io.flyball.local.run;

import static io.flyball.local.run.JobReport.count;

import io.flyball.jobs.dataloop.DataloopConfig;
import io.flyball.jobs.dataloop.DataloopCount;
import io.flyball.jobs.dataloop.DataloopJob;
import io.flyball.jobs.dataloop.DataloopTopology;
import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.DataSample;
import io.flyball.schemas.SearchState;
import io.flyball.schemas.TaskPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The dataloop job in a run. */
record DataloopRun(DataloopConfig config) implements RunJob {

  @Override
  public String name() {
    return DataloopTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    DataloopJob.build(env, config);
  }

  @Override
  public List<String> inputs() {
    return config.topics();
  }

  @Override
  public long read(Map<String, Long> counts) {
    return count(counts, DataloopCount.READ);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    Map<String, Long> train = samples(config.trainTopic(), topics);
    Map<String, Long> expand = samples(config.expandTopic(), topics);
    Map<String, Long> drop = samples(config.dropTopic(), topics);
    Map<String, Long> searches =
        topics.tally(config.searchesTopic(), SearchState.class, SearchState::getSearch);
    Map<String, Long> plans = topics.tally(config.plansTopic(), TaskPlan.class, TaskPlan::getTask);
    List<Conservation> laws =
        List.of(
            Conservation.of(CountLaw.DATALOOP_READ, counts),
            Conservation.of(CountLaw.DATALOOP_TAKEN, counts),
            Conservation.of(CountLaw.DATALOOP_SAMPLES, counts),
            Conservation.rows(config.trainTopic(), train, counts, DataloopCount.TRAINED),
            Conservation.rows(config.expandTopic(), expand, counts, DataloopCount.EXPANDED),
            Conservation.rows(config.dropTopic(), drop, counts, DataloopCount.DROPPED),
            Conservation.rows(
                config.searchesTopic(), searches, counts, DataloopCount.SEARCH_STATES),
            Conservation.rows(config.plansTopic(), plans, counts, DataloopCount.PLANS),
            Conservation.of(
                "letters in dead-letters",
                topics.letters(name(), inputs()),
                counts,
                DataloopCount.DEAD_LETTERS,
                DataloopCount.REFUSED));
    Map<String, Long> verdicts = new TreeMap<>();
    List.of(train, expand, drop)
        .forEach(rows -> rows.forEach((verdict, n) -> verdicts.merge(verdict, n, Long::sum)));
    return new JobReport(name(), counts, laws, Map.of("Samples by verdict", verdicts), List.of());
  }

  private static Map<String, Long> samples(String topic, TopicReader topics) {
    return topics.tally(topic, DataSample.class, row -> row.getVerdict().toString());
  }
}
