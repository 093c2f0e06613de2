package io.flyball.jobs.gate;

/**
 * What came of a call to a critic.
 *
 * @param time event time of the proposal, epoch ms
 * @param answered whether there is an answer; without one the critic abstains
 * @param probability of an answer; null where it cannot be read
 * @param suggestion of an answer, or empty
 * @param fault why there is no answer, or none that can be read, a sentence; or empty
 * @param alarm whether the fault is to be told: calls have just been stopped, or the first answer
 *     of several cannot be read
 */
public record CriticCall(
    String action,
    long time,
    boolean answered,
    Double probability,
    String suggestion,
    String fault,
    boolean alarm) {

  static CriticCall answer(ActionEvent proposal, double probability, String suggestion) {
    return new CriticCall(
        proposal.action(), proposal.time(), true, probability, suggestion, "", false);
  }

  static CriticCall unreadable(ActionEvent proposal, String fault, boolean alarm) {
    return new CriticCall(proposal.action(), proposal.time(), true, null, "", fault, alarm);
  }

  static CriticCall failed(ActionEvent proposal, String fault) {
    return new CriticCall(proposal.action(), proposal.time(), false, null, "", fault, false);
  }

  static CriticCall stopped(ActionEvent proposal, String fault, boolean alarm) {
    return new CriticCall(proposal.action(), proposal.time(), false, null, "", fault, alarm);
  }
}
