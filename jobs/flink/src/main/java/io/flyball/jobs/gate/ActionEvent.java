package io.flyball.jobs.gate;

import java.util.Comparator;

/**
 * Something about an action.
 *
 * @param kind which of the fields below count
 * @param time event time, epoch ms
 * @param proposed of a proposal, else null
 * @param critic of a critique, else empty
 * @param probability of a critique; null for an answer that cannot be read
 * @param suggestion of a critique, or empty
 * @param right of an outcome
 */
public record ActionEvent(
    Kind kind,
    String action,
    long time,
    Proposed proposed,
    String critic,
    Double probability,
    String suggestion,
    boolean right) {

  /** In the order in which events of one time count. */
  public enum Kind {
    PROPOSAL,
    CRITIQUE,
    OUTCOME
  }

  /** An order that no race decides, for events of one action and time. */
  static final Comparator<ActionEvent> ORDER =
      Comparator.comparing(ActionEvent::kind)
          .thenComparing(ActionEvent::action)
          .thenComparing(ActionEvent::toString);

  static ActionEvent proposal(String action, long time, Proposed proposed) {
    return new ActionEvent(Kind.PROPOSAL, action, time, proposed, "", null, "", false);
  }

  static ActionEvent critique(
      String action, long time, String critic, Double probability, String suggestion) {
    return new ActionEvent(
        Kind.CRITIQUE, action, time, null, critic, probability, suggestion, false);
  }

  static ActionEvent outcome(String action, long time, boolean right) {
    return new ActionEvent(Kind.OUTCOME, action, time, null, "", null, "", right);
  }
}
