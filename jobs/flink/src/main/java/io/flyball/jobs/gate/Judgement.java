package io.flyball.jobs.gate;

import java.util.Comparator;

/**
 * What an outcome shows in hindsight: of a critic's answer, or of the actions of a risk class; or
 * how far the loop job trusts a judge of the critic's name.
 *
 * @param subject critic/NAME or risk/NAME
 * @param action whose outcome it is
 * @param time at which both were known, epoch ms
 * @param probability of the answer; null where it could not be read
 * @param trust of the loop job, in [0, 1]; null for what an outcome shows
 */
public record Judgement(
    String subject, String action, long time, Double probability, boolean right, Double trust) {
  static final String CRITIC = "critic/";
  static final String RISK = "risk/";

  static final Comparator<Judgement> ORDER = Comparator.comparing(Judgement::action);

  /** What an outcome shows. */
  static Judgement of(String subject, String action, long time, Double p, boolean right) {
    return new Judgement(subject, action, time, p, right, null);
  }

  /** How far the loop job trusts a judge. */
  static Judgement trusted(String judge, long time, double trust) {
    return new Judgement(CRITIC + judge, "", time, null, false, trust);
  }

  boolean ofCritic() {
    return subject.startsWith(CRITIC);
  }
}
