package io.flyball.jobs.dataloop;

import io.flyball.core.continuing.AveragePlan;
import io.flyball.core.continuing.TaskLearner;
import io.flyball.core.dataloop.JudgedSample;
import io.flyball.schemas.DataRate;
import io.flyball.schemas.DataSample;
import io.flyball.schemas.SampleVerdictKind;
import io.flyball.schemas.SearchState;
import io.flyball.schemas.TaskPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What comes out of the dataloop job as Avro. */
public final class DataloopMapping {
  private DataloopMapping() {}

  static PlanRow plan(String name, long time, TaskLearner task) {
    AveragePlan plan = task.planner().plan();
    List<String> policy = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    long steps = 0;
    for (int s = 0; s < task.states().size(); s++) {
      policy.add(task.actions().get(plan.action(s)));
      Arrays.stream(plan.q()[s]).forEach(values::add);
      steps += Arrays.stream(task.planner().counts().visits()[s]).sum();
    }
    return new PlanRow(
        name,
        time,
        task.planner().plans(),
        steps,
        plan.gain(),
        task.differentialGain(),
        task.states(),
        task.actions(),
        policy,
        Arrays.stream(plan.values()).boxed().toList(),
        values);
  }

  public static DataSample toAvro(JudgedSample judged) {
    return new DataSample(
        judged.probe().sample(),
        Instant.ofEpochMilli(judged.time()),
        judged.probe().source(),
        judged.probe().capability(),
        SampleVerdictKind.valueOf(judged.verdict().name()),
        judged.label(),
        judged.probe().answer(),
        judged.probe().perplexity(),
        judged.votes());
  }

  public static DataRate toAvro(RateRow row) {
    return new DataRate(
        row.scope() + "/" + row.end(),
        Instant.ofEpochMilli(row.end()),
        row.scope(),
        row.samples(),
        row.added(),
        row.rate(),
        row.low(),
        row.high());
  }

  public static SearchState toAvro(SearchRow row) {
    return new SearchState(
        row.search() + "/" + row.time(),
        Instant.ofEpochMilli(row.time()),
        row.search(),
        row.next(),
        row.best(),
        row.nodes(),
        row.evaluated(),
        row.waiting());
  }

  public static TaskPlan toAvro(PlanRow row) {
    return new TaskPlan(
        row.task() + "/" + row.version(),
        Instant.ofEpochMilli(row.time()),
        row.task(),
        row.version(),
        row.steps(),
        row.gain(),
        row.differentialGain(),
        row.states(),
        row.actions(),
        row.policy(),
        row.bias(),
        row.values());
  }
}
