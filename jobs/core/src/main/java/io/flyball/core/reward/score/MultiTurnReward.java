package io.flyball.core.reward.score;

import io.flyball.core.bandit.Checks;
import io.flyball.core.loop.FeedbackCurve;
import java.util.HashSet;
import java.util.Set;

/**
 * Reward of a task with several attempts, each answered by "try again" ("A simple 'Try Again' can
 * elicit multi-turn LLM reasoning", arXiv 2507.14295): solved at step t from 0 it earns 2^-t, or
 * gamma^t in the paper's text, less lambda (1 - E/T) for repeated answers, E different ones of T.
 * Holds the different answers of one task.
 */
public final class MultiTurnReward {
  /** The decay of the released code. */
  public static final double HALVING = .5;

  private final double decay;
  private final double lambda;
  private final Set<String> distinct = new HashSet<>();
  private int answers;
  private int solvedAt = -1;

  /**
   * A task without answers.
   *
   * @param decay gamma, in (0, 1]
   * @param lambda weight of the penalty, at least 0; .5 is usual
   */
  public MultiTurnReward(double decay, double lambda) {
    Checks.positive("decay", Checks.within("decay", decay, 0, 1));
    this.decay = decay;
    this.lambda = Checks.within("lambda", lambda, 0, Double.MAX_VALUE);
  }

  /** Takes the next answer; a solved task takes no more. */
  public void answer(String answer, boolean correct) {
    if (solvedAt >= 0) {
      throw new IllegalArgumentException("the task was solved at step " + solvedAt);
    }
    distinct.add(answer);
    if (correct) {
      solvedAt = answers;
    }
    answers++;
  }

  /** What the answers earned so far; 0 before the first. */
  public double reward() {
    return answers == 0
        ? 0
        : solution() - FeedbackCurve.repetitionPenalty(distinct.size(), answers, lambda);
  }

  private double solution() {
    if (solvedAt < 0) {
      return 0;
    }
    return decay == HALVING ? FeedbackCurve.unaryReward(solvedAt) : Math.pow(decay, solvedAt);
  }
}
