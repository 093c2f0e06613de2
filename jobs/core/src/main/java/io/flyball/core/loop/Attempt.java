package io.flyball.core.loop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finished attempt at a task, or a conversation, and what was said of it on the way.
 *
 * @param id of the episode
 * @param model who answered
 * @param judge who gave feedback; {@link #NO_JUDGE} when nobody did
 * @param solved whether the last answer of known truth was right
 * @param steps in order of the turns
 * @param user whom it was made for, an {@link IdNumber}
 */
public record Attempt(
    String id, String model, String judge, boolean solved, List<Step> steps, long user) {
  public static final String NO_JUDGE = "none";

  /** Half of the largest Jensen-Shannon divergence there is. */
  private static final double CHANGED = Math.log(2) / 2;

  /**
   * One turn.
   *
   * @param turn from 1
   * @param answer identifies the answer
   * @param proposal whether it proposes a solution
   * @param feedback what was said of it
   * @param truth whether it was right
   * @param satisfied constraints that held, of {@code constraints}; 0 of 0 when not counted
   * @param time event time, epoch ms
   * @param response its words and score; null where it has neither
   */
  public record Step(
      int turn,
      long answer,
      boolean proposal,
      Polarity feedback,
      JudgeInfluence.Truth truth,
      int satisfied,
      int constraints,
      long time,
      Response response) {}

  /**
   * What is kept of a response's words, and what a reward model gave it.
   *
   * @param length in characters
   * @param closing see {@link PhraseSpread#closing}
   * @param score in [0, 1]; NaN when none was given
   */
  public record Response(int length, String closing, double score) {}

  /** The attempt as effectiveness sees it. */
  Episode episode() {
    Episode episode = new Episode();
    steps.forEach(s -> episode.add(new Episode.Turn(s.answer(), s.proposal(), s.feedback())));
    episode.solved(solved);
    return episode;
  }

  /** The answers in (time - span, time] against those in (time, time + span]. */
  BehaviourChange behaviourAround(long time, long span) {
    Map<Long, double[]> counts = new TreeMap<>();
    for (Step step : steps) {
      if (step.time() > time - span && step.time() <= time + span) {
        counts
            .computeIfAbsent(step.answer(), answer -> new double[2])[step.time() <= time ? 0 : 1]++;
      }
    }
    return BehaviourChange.between(
        counts.values().stream().mapToDouble(sides -> sides[0]).toArray(),
        counts.values().stream().mapToDouble(sides -> sides[1]).toArray(),
        CHANGED);
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
