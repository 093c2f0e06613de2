package io.flyball.core.reward.score;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The components that are computed from what an attempt did: {@link ToolCallReward} and {@link
 * AnswerFormat} in the ranges of a {@link RewardSchedule}, and {@link MultiTurnReward}. A pure
 * function of the attempt: its training step comes with it.
 *
 * @param calls how calls of tools are graded
 * @param schedule of the ranges
 * @param length whether the length of the thought earns something
 * @param decay of a solution by turn, in (0, 1]; .5 halves
 * @param penalty of repeated answers, at least 0
 */
public record AttemptScores(
    ToolCallReward calls, RewardSchedule schedule, Length length, double decay, double penalty)
    implements Serializable {
  /** Component of the calls. */
  public static final String TOOL_CALL = "tool-call";

  /** Component of the order of the tags. */
  public static final String FORMAT = "format";

  /** Component of the length of the thought. */
  public static final String LENGTH = "length";

  /** Component of the answers in turn. */
  public static final String MULTI_TURN = "multi-turn";

  /** All of them. */
  public static final List<String> NAMES = List.of(TOOL_CALL, FORMAT, LENGTH, MULTI_TURN);

  private static final Range UNIT = new Range(0, 1);

  /** Words that earn the full length reward. */
  public enum Length {
    /** Length earns nothing. */
    NONE,
    /** 512 words. */
    FIXED,
    /** 384 words, rising to 640 over 105 steps and further. */
    RISING
  }

  public AttemptScores {
    // Checks decay and penalty.
    new MultiTurnReward(decay, penalty).reward();
  }

  /** Components by name; empty when the attempt says nothing of these. */
  public Map<String, Double> of(AttemptAnswer attempt) {
    Map<String, Double> out = new TreeMap<>();
    int step = attempt.step();
    if (attempt.expected() != null) {
      out.put(
          TOOL_CALL, calls.score(attempt.expected(), attempt.calls(), schedule.correctness(step)));
    }
    if (attempt.output() != null) {
      boolean callsDue = attempt.expected() != null && !attempt.expected().isEmpty();
      AnswerFormat due = AnswerFormat.due(callsDue, attempt.responseDue());
      out.put(FORMAT, due.score(attempt.output(), schedule.format(step)));
      if (length != Length.NONE) {
        double words = AnswerFormat.words(step, length == Length.RISING);
        out.put(LENGTH, AnswerFormat.length(attempt.output(), words, UNIT));
      }
    }
    if (!attempt.answers().isEmpty()) {
      MultiTurnReward turns = new MultiTurnReward(decay, penalty);
      int last = attempt.answers().size() - 1;
      for (int i = 0; i <= last; i++) {
        turns.answer(attempt.answers().get(i), attempt.solved() && i == last);
      }
      out.put(MULTI_TURN, turns.reward());
    }
    return out;
  }
}
