package io.flyball.local.run;

import java.util.List;
import java.util.Map;

/**
 * What a run did.
 *
 * @param inputs records that were replayed into the topics
 * @param jobs what each job did, in the order in which they feed each other
 * @param alerts alerts as a reader finds them, by job and kind
 * @param deadLetters dead letters as a reader finds them, by job, reason and topic
 * @param seconds from the first record sent to the last one answered; 0 when nothing was left to do
 */
public record RunReport(
    long inputs,
    List<JobReport> jobs,
    Map<String, Long> alerts,
    Map<String, Long> deadLetters,
    double seconds) {

  /** Whether every equation of every job holds. */
  public boolean conserved() {
    return jobs.stream().allMatch(JobReport::conserved);
  }

  /** The report as a person reads it. */
  public String text() {
    StringBuilder out = new StringBuilder();
    jobs.forEach(job -> out.append(job.text()));
    JobReport.table(out, "Alerts", alerts);
    JobReport.table(out, "Dead letters", deadLetters);
    if (seconds > 0) {
      JobReport.line(out, "%nTook %.1f s, %,.0f records/s", seconds, inputs / seconds);
    }
    return out.toString();
  }
}
