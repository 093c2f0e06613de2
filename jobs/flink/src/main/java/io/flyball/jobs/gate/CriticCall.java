package io.flyball.jobs.gate;

/**
 * What came of a call to a critic.
 *
 * @param time event time of the proposal, epoch ms
 * @param answered whether there is an answer; without one the critic abstains
 * @param probability of an answer; null where it cannot be read
 * @param suggestion of an answer, or empty
 * @param fault why there is no answer, a sentence; or empty
 * @param opened whether calls have just been stopped
 */
public record CriticCall(
    String action,
    long time,
    boolean answered,
    Double probability,
    String suggestion,
    String fault,
    boolean opened) {

  static CriticCall answer(ActionEvent proposal, Double probability, String suggestion) {
    return new CriticCall(
        proposal.action(), proposal.time(), true, probability, suggestion, "", false);
  }

  static CriticCall failed(ActionEvent proposal, String fault) {
    return new CriticCall(proposal.action(), proposal.time(), false, null, "", fault, false);
  }

  static CriticCall stopped(ActionEvent proposal, String fault, boolean opened) {
    return new CriticCall(proposal.action(), proposal.time(), false, null, "", fault, opened);
  }
}
