package io.flyball.local.run;

import static io.flyball.local.run.JobReport.count;

import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.modes.ModesConfig;
import io.flyball.jobs.modes.ModesCount;
import io.flyball.jobs.modes.ModesJob;
import io.flyball.jobs.modes.ModesTopology;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeRates;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The modes job in a run. */
record ModesRun(List<String> inputs, String rates, String diversity) implements RunJob {

  ModesRun(FlyballConfig config) {
    this(config.modes());
  }

  private ModesRun(ModesConfig config) {
    this(config.topics(), config.ratesTopic(), config.diversityTopic());
  }

  @Override
  public String name() {
    return ModesTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    ModesJob.build(env, config);
  }

  @Override
  public long read(Map<String, Long> counts) {
    return count(counts, ModesCount.READ);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    Map<String, Long> segments =
        topics.tally(rates, ModeRates.class, row -> "segment " + row.getSegment());
    Map<String, Long> scopes =
        topics.tally(diversity, ModeDiversity.class, row -> row.getScope().split("/", 2)[0]);
    List<Conservation> laws =
        List.of(
            Conservation.of(CountLaw.MODES_READ, counts),
            Conservation.of(CountLaw.MODES_TAKEN, counts),
            Conservation.rows(rates, segments, counts, ModesCount.RATE_WINDOWS),
            Conservation.rows(diversity, scopes, counts, ModesCount.DIVERSITY_WINDOWS),
            Conservation.of(
                "letters in dead-letters",
                topics.letters(name(), inputs),
                counts,
                ModesCount.DEAD_LETTERS,
                ModesCount.REFUSED));
    return new JobReport(
        name(), counts, laws, Map.of("Windows of diversity by kind of scope", scopes), List.of());
  }
}
