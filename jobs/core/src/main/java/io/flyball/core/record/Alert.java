package io.flyball.core.record;

import java.util.List;
import java.util.Map;

/**
 * Something drifted, was abused, or was refused; with the evidence that lets a reader check it.
 *
 * @param id derived from job, kind, scope and evidence, so that a replay gives the same id
 * @param time when it was established, event time, epoch ms
 * @param job the job that speaks
 * @param kind for example {@code BURST}
 * @param scope user, item, camera, model or surface: what it is about
 * @param severity how soon a person should look
 * @param since when it began, event time, epoch ms
 * @param summary one sentence
 * @param evidence ids of the records that show it
 * @param values the numbers behind the summary
 */
public record Alert(
    String id,
    long time,
    String job,
    String kind,
    String scope,
    Severity severity,
    long since,
    String summary,
    List<String> evidence,
    Map<String, Double> values) {

  /** How soon a person should look. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL
  }
}
