package io.flyball.client;

import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What to show, and with what probability it was chosen. */
public final class Chosen {
  private final String id;
  private final Answer answer;
  private final long snapshotVersion;
  private final Mode mode;
  private final Source source;
  private final boolean drawn;
  private LogEntry entry;

  Chosen(String id, Answer answer, long snapshotVersion, Mode mode, Source source, boolean drawn) {
    this.id = id;
    this.answer = answer;
    this.snapshotVersion = snapshotVersion;
    this.mode = mode;
    this.source = source;
    this.drawn = drawn;
  }

  /** The decision id. */
  public String id() {
    return id;
  }

  /** What to show. */
  public String arm() {
    return answer.arm();
  }

  /** Probability with which it was chosen, in (0, 1]. */
  public double propensity() {
    return answer.propensity();
  }

  /** The eligible arms, in the order of the question. */
  public List<String> arms() {
    return List.of(answer.arms());
  }

  /** Their probabilities, of sum 1; the caller's own copy. */
  public double[] propensities() {
    return answer.propensities().clone();
  }

  /** The arms of a slate, from the top, of which the first is the arm; empty for one arm alone. */
  public List<Placed> slate() {
    return List.of(answer.slate());
  }

  double[] vector() {
    return answer.propensities();
  }

  /** Version of the snapshot that it was chosen from; 0 without one. */
  public long snapshotVersion() {
    return snapshotVersion;
  }

  /** What the policy does with requests; ONLINE where that is not known. */
  public Mode mode() {
    return mode;
  }

  public Source source() {
    return source;
  }

  /** Whether the arm was drawn with known propensities, so that others can be evaluated on it. */
  public boolean drawn() {
    return drawn;
  }

  /**
   * Completes when Kafka has acknowledged the decision; exceptionally with a {@link
   * DroppedException} when it was dropped, or with Kafka's reason.
   */
  public CompletionStage<Void> logged() {
    return entry.acked();
  }

  LogEntry entry() {
    return entry;
  }

  void entry(LogEntry logged) {
    entry = logged;
  }
}
