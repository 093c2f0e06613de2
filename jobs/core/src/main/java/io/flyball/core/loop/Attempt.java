package io.flyball.core.loop;

import java.util.List;

/**
 * A finished attempt at a task and what was said of it on the way.
 *
 * @param id of the episode
 * @param model who answered
 * @param judge who gave feedback; {@link #NO_JUDGE} when nobody did
 * @param solved whether the last answer of known truth was right
 * @param steps in order of the turns
 */
public record Attempt(String id, String model, String judge, boolean solved, List<Step> steps) {
  public static final String NO_JUDGE = "none";

  /**
   * One turn.
   *
   * @param turn from 1
   * @param answer identifies the answer
   * @param proposal whether it proposes a solution
   * @param feedback what was said of it
   * @param truth whether it was right
   * @param satisfied constraints that held, of {@code constraints}; 0 of 0 when not counted
   */
  public record Step(
      int turn,
      long answer,
      boolean proposal,
      Polarity feedback,
      JudgeInfluence.Truth truth,
      int satisfied,
      int constraints) {}

  /** The attempt as effectiveness sees it. */
  Episode episode() {
    Episode episode = new Episode();
    steps.forEach(s -> episode.add(new Episode.Turn(s.answer(), s.proposal(), s.feedback())));
    episode.solved(solved);
    return episode;
  }

  /** The turn of the first right answer; 0 when none was right. */
  int solvedAt() {
    return steps.stream()
        .filter(step -> step.truth() == JudgeInfluence.Truth.RIGHT)
        .mapToInt(Step::turn)
        .min()
        .orElse(0);
  }
}
