package io.flyball.local.run;

import static io.flyball.local.run.JobReport.count;

import io.flyball.core.feedback.FeedbackCount;
import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.AttributedFeedback;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The feedback job in a run.
 *
 * @param inputs its topics of exposures and signals
 */
public record FeedbackRun(List<String> inputs) implements RunJob {
  static final String ROWS = "Rows of feedback.attributed";

  FeedbackRun(FlyballConfig config) {
    this(List.of(config.feedback().exposuresTopic(), config.feedback().signalsTopic()));
  }

  @Override
  public String name() {
    return FeedbackTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    FeedbackJob.build(env, config);
  }

  @Override
  public long read(Map<String, Long> counts) {
    return count(counts, FeedbackCount.READ);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    return report(
        topics.size(inputs),
        counts,
        topics.tally(
            "feedback.attributed",
            AttributedFeedback.class,
            row -> row.getSubject() + " " + row.getStatus()),
        topics.letters(FeedbackTopology.JOB, inputs));
  }

  /**
   * The conservation laws of the feedback job, and that what it counted is what readers find.
   *
   * @param records in the input topics
   * @param rows of feedback.attributed as a reader finds them, by subject and status
   * @param letters dead letters of the input topics as a reader finds them
   */
  public static JobReport report(
      long records, Map<String, Long> counts, Map<String, Long> rows, long letters) {
    List<Conservation> laws =
        List.of(
            Conservation.of("records in topics", records, counts, FeedbackCount.READ),
            Conservation.of(CountLaw.FEEDBACK_READ, counts),
            Conservation.of(CountLaw.FEEDBACK_SIGNALS, counts),
            Conservation.of(CountLaw.FEEDBACK_EXPOSURES, counts),
            Conservation.of(
                "rows in feedback.attributed",
                rows.values().stream().mapToLong(Long::longValue).sum(),
                counts,
                FeedbackCount.SIGNALS_ATTRIBUTED,
                FeedbackCount.SIGNALS_ORPHANED,
                FeedbackCount.EXPOSURES_CENSORED,
                FeedbackCount.HINDSIGHT_MATCHED,
                FeedbackCount.HINDSIGHT_UPDATED,
                FeedbackCount.HINDSIGHT_ORPHANED,
                FeedbackCount.HINDSIGHT_CENSORED),
            Conservation.of(
                "letters in dead-letters",
                letters,
                counts,
                FeedbackCount.DEAD_LETTERS,
                FeedbackCount.CONFLICTS));
    Map<String, Map<String, Long>> tables = new LinkedHashMap<>();
    tables.put("Signals by stage and actor", stages(counts));
    tables.put(ROWS, rows);
    String late =
        String.format(
            Locale.ROOT,
            "%nLate: %,d   unknown JSON fields: %,d   late for patterns: %,d",
            count(counts, FeedbackCount.LATE),
            count(counts, FeedbackCount.UNKNOWN_FIELDS),
            counts.getOrDefault("LATE_FOR_PATTERNS", 0L));
    return new JobReport(FeedbackTopology.JOB, counts, laws, tables, List.of(late));
  }

  private static Map<String, Long> stages(Map<String, Long> counts) {
    String prefix = "stage.";
    Map<String, Long> selected = new TreeMap<>();
    counts.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            selected.put(name.substring(prefix.length()).replace('.', ' '), value);
          }
        });
    return selected;
  }
}
