package io.flyball.local.run;

import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.PolicyEvaluation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bandit job in a run. */
public record BanditRun(List<String> inputs) implements RunJob {

  BanditRun(FlyballConfig config) {
    this(List.of(config.bandit().requestsTopic(), config.bandit().rewardsTopic()));
  }

  @Override
  public String name() {
    return BanditTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BanditJob.build(env, config);
  }

  @Override
  public long read(Map<String, Long> counts) {
    return counts.getOrDefault("READ_REQUESTS", 0L) + counts.getOrDefault("READ_REWARDS", 0L);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    Map<String, Long> outcomes =
        topics.tally(
            BanditJob.OUTCOMES,
            DecisionOutcome.class,
            outcome -> outcome.getPolicy() + " " + outcome.getStatus());
    return new JobReport(
        name(),
        counts,
        laws(
            counts,
            topics.count(List.of(BanditJob.DECISIONS)),
            outcomes.values().stream().mapToLong(Long::longValue).sum()),
        Map.of("Outcomes by policy", outcomes),
        List.of(propensities(topics), evaluations(topics)));
  }

  /**
   * The conservation laws of the bandit job, and that what it counted is what readers find.
   *
   * @param decisions rows of bandit.decisions as a reader finds them
   * @param outcomes rows of bandit.outcomes as a reader finds them
   */
  public static List<Conservation> laws(Map<String, Long> counts, long decisions, long outcomes) {
    return List.of(
        Conservation.of(CountLaw.BANDIT_DECISIONS, counts),
        Conservation.of(
            "rows in " + BanditJob.DECISIONS,
            decisions,
            counts,
            ServingCount.DECISIONS,
            ServingCount.REPEATED_REQUESTS),
        Conservation.of(
            "rows in " + BanditJob.OUTCOMES,
            outcomes,
            counts,
            ServingCount.REWARDED,
            ServingCount.DEFAULTED,
            ServingCount.CENSORED));
  }

  /** Whether what was decided could have been: sums, and how the rarest choice came about. */
  private static String propensities(TopicReader topics) {
    double worst = 0;
    double least = 1;
    for (Decision decision : topics.all(BanditJob.DECISIONS, Decision.class)) {
      double sum = decision.getPropensities().stream().mapToDouble(Double::doubleValue).sum();
      worst = Math.max(worst, Math.abs(sum - 1));
      least = Math.min(least, decision.getPropensity());
    }
    return String.format(
        Locale.ROOT,
        "%nPropensities: largest |sum - 1| %.1e, least of an arm shown %.2e",
        worst,
        least);
  }

  private static String evaluations(TopicReader topics) {
    TreeMap<String, PolicyEvaluation> newest = new TreeMap<>();
    for (PolicyEvaluation row : topics.all(BanditJob.EVALUATIONS, PolicyEvaluation.class)) {
      newest.merge(
          row.getPolicy() + " -> " + row.getCandidate(),
          row,
          (a, b) -> a.getRows() >= b.getRows() ? a : b);
    }
    StringBuilder out =
        new StringBuilder(String.format(Locale.ROOT, "%nWhat others would have earned"));
    if (newest.isEmpty()) {
      out.append(
          String.format(Locale.ROOT, "%n  none was asked for, or too few decisions were resolved"));
    }
    newest.forEach(
        (name, row) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "%n  %-32s %,7d rows  ESS %8.1f  %s",
                    name,
                    row.getRows(),
                    row.getValues().get("effectiveSampleSize"),
                    row.getTrusted() ? estimates(row.getValues()) : "refused: too small")));
    return out.toString();
  }

  /** There is a doubly robust estimate where a model predicts rewards. */
  private static String estimates(Map<String, Double> values) {
    Double doublyRobust = values.get("doublyRobust");
    return String.format(
        Locale.ROOT,
        "IPS %.5f  SNIPS %.5f%s  in [%.5f, %.5f]",
        values.get("ips"),
        values.get("snips"),
        doublyRobust == null ? "" : String.format(Locale.ROOT, "  DR %.5f", doublyRobust),
        values.get("lower"),
        values.get("upper"));
  }
}
