package io.flyball.jobs.gate;

import java.util.Comparator;

/**
 * What an outcome shows in hindsight: of a critic's answer, or of the actions of a risk class.
 *
 * @param subject critic/NAME or risk/NAME
 * @param action whose outcome it is
 * @param time at which both were known, epoch ms
 * @param probability of the answer; null where it could not be read
 */
public record Judgement(
    String subject, String action, long time, Double probability, boolean right) {
  static final String CRITIC = "critic/";
  static final String RISK = "risk/";

  static final Comparator<Judgement> ORDER = Comparator.comparing(Judgement::action);

  boolean ofCritic() {
    return subject.startsWith(CRITIC);
  }
}
