package io.flyball.local.run;

import static io.flyball.local.run.JobReport.count;

import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.loop.LoopCount;
import io.flyball.jobs.loop.LoopJob;
import io.flyball.jobs.loop.LoopTopology;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.LoopMetric;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The loop job in a run. */
record LoopRun(List<String> inputs) implements RunJob {
  private static final String METRICS = "loop.metrics";

  LoopRun(FlyballConfig config) {
    this(
        List.of(
            config.feedback().exposuresTopic(),
            "feedback.attributed",
            "bandit.decisions",
            "loop.turns",
            "loop.spans"));
  }

  @Override
  public String name() {
    return LoopTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    LoopJob.build(env, config);
  }

  @Override
  public long read(Map<String, Long> counts) {
    return count(counts, LoopCount.READ);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    LoopTables tables = new LoopTables(topics.all(METRICS, LoopMetric.class));
    return new JobReport(
        name(),
        counts,
        List.of(
            Conservation.of("records in topics", topics.count(inputs), counts, LoopCount.READ),
            Conservation.of(
                "letters in dead-letters",
                topics.letters(name(), inputs),
                counts,
                LoopCount.DEAD_LETTERS),
            Conservation.of(CountLaw.LOOP_TRACED, counts),
            Conservation.of(CountLaw.LOOP_TURNS, counts)),
        Map.of(),
        List.of(tables.weeks(), tables.judges()));
  }
}
