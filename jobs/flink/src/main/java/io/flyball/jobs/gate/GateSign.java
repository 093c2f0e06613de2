package io.flyball.jobs.gate;

import java.util.Comparator;

/**
 * What a pattern may be made of.
 *
 * @param session on whose behalf
 * @param about the episode of a try, else the task
 * @param number which answer of its episode a try has; else which proposal for its task
 * @param name the primitive of a try, the critic of a critique, else empty
 * @param id of the answer in {@code gate.next}, else of the action
 * @param probability least one at which what executes may run; that of a critique; else 0
 * @param time event time, epoch ms
 */
public record GateSign(
    Kind kind,
    String session,
    String about,
    long number,
    String name,
    String id,
    double probability,
    long time) {

  /** In the order in which signs of one proposal and time count. */
  public enum Kind {
    FAILED_TRY,
    PROPOSAL,
    BLOCKED,
    EXECUTED,
    CRITIQUE
  }

  /** An order that no race decides, for signs of one key and time. */
  static final Comparator<GateSign> ORDER =
      Comparator.comparingLong(GateSign::number)
          .thenComparing(GateSign::kind)
          .thenComparing(GateSign::toString);

  static GateSign failedTry(NextRow row) {
    return new GateSign(
        Kind.FAILED_TRY,
        row.session(),
        row.episode(),
        row.number(),
        row.primitive(),
        row.id(),
        0,
        row.time());
  }

  static GateSign proposal(ActionEvent event) {
    Proposed said = event.proposed();
    return new GateSign(
        Kind.PROPOSAL,
        said.session(),
        said.task(),
        said.attempt(),
        "",
        event.action(),
        0,
        event.time());
  }

  /**
   * @param kind what the verdict does with the action
   */
  static GateSign verdict(VerdictRow row, Kind kind) {
    return new GateSign(
        kind,
        row.session(),
        row.task(),
        row.attempt(),
        "",
        row.action(),
        row.threshold() == null ? 0 : row.threshold(),
        row.time());
  }
}
