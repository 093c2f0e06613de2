package io.flyball.local.run;

import static io.flyball.local.run.JobReport.count;

import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.gate.GateConfig;
import io.flyball.jobs.gate.GateCount;
import io.flyball.jobs.gate.GateJob;
import io.flyball.jobs.gate.GateTopology;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.GateFailure;
import io.flyball.schemas.GateNext;
import io.flyball.schemas.GateVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The gate job in a run. */
record GateRun(GateConfig config) implements RunJob {

  @Override
  public String name() {
    return GateTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    GateJob.build(env, config);
  }

  @Override
  public List<String> inputs() {
    return config.topics();
  }

  @Override
  public long read(Map<String, Long> counts) {
    return count(counts, GateCount.READ);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    Map<String, Long> verdicts =
        topics.tally(
            config.verdictsTopic(),
            GateVerdict.class,
            row -> row.getVerdict() + " by " + row.getReason());
    Map<String, Long> failures =
        topics.tally(config.failuresTopic(), GateFailure.class, row -> row.getCause().toString());
    Map<String, Long> moves =
        topics.tally(config.nextTopic(), GateNext.class, row -> row.getMove().toString());
    List<Conservation> laws =
        List.of(
            Conservation.of(CountLaw.GATE_READ, counts),
            Conservation.of(CountLaw.GATE_TAKEN, counts),
            Conservation.of(CountLaw.GATE_PROPOSALS, counts),
            Conservation.rows(config.verdictsTopic(), verdicts, counts, GateCount.VERDICTS),
            Conservation.rows(config.failuresTopic(), failures, counts, GateCount.FAILURES),
            Conservation.rows(config.nextTopic(), moves, counts, GateCount.MOVES),
            Conservation.of(
                "letters in dead-letters",
                topics.letters(name(), inputs()),
                counts,
                GateCount.DEAD_LETTERS));
    Map<String, Map<String, Long>> tables = new LinkedHashMap<>();
    tables.put("Verdicts by what decided", verdicts);
    tables.put("Failures by cause", failures);
    tables.put("What sessions do next", moves);
    return new JobReport(name(), counts, laws, tables, List.of());
  }
}
