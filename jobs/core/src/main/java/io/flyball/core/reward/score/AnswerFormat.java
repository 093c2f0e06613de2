package io.flyball.core.reward.score;

import java.util.regex.Pattern;

/**
 * Whether a text keeps the order of its tags: thoughts, then tool calls, then an answer, each once
 * and nothing around them (the format check of ToolRL, arXiv 2504.13958). Which of them are due is
 * known from the task.
 */
public enum AnswerFormat {
  THOUGHT("^<think>.*?</think>$"),
  THOUGHT_AND_ANSWER("^<think>.*?</think>\n<response>.*?</response>$"),
  THOUGHT_AND_CALLS("^<think>.*?</think>\n<tool_call>\n.*?\n</tool_call>$"),
  THOUGHT_CALLS_AND_ANSWER(
      "^<think>.*?</think>\n<tool_call>\n.*?\n</tool_call>\n<response>.*?</response>$");

  private static final double USUAL_WORDS = 512;

  private final Pattern pattern;
  private final boolean calls;
  private final boolean answer;

  AnswerFormat(String pattern) {
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    this.calls = pattern.contains("tool_call");
    this.answer = pattern.contains("response");
  }

  /** The format that is due. */
  public static AnswerFormat due(boolean calls, boolean answer) {
    if (calls) {
      return answer ? THOUGHT_CALLS_AND_ANSWER : THOUGHT_AND_CALLS;
    }
    return answer ? THOUGHT_AND_ANSWER : THOUGHT;
  }

  /** The greatest value when the text has this format, else the least. */
  public double score(String text, Range range) {
    return matches(text) ? range.max() : range.min();
  }

  /** Whether the text has this format. */
  public boolean matches(String text) {
    // Counted first: a text of many tags must not make the pattern try them all.
    return (!calls || (count(text, "<tool_call>") == 1 && count(text, "</tool_call>") == 1))
        && (!answer || (count(text, "<response>") == 1 && count(text, "</response>") == 1))
        && pattern.matcher(text).find();
  }

  /**
   * Reward for the length of the thought in words, in steps of a hundredth: full at {@code words},
   * least without a thought.
   */
  public static double length(String text, double words, Range range) {
    int from = text.lastIndexOf("<think>");
    int to = text.indexOf("</think>", Math.max(0, from));
    if (from < 0 || to < 0) {
      return range.min();
    }
    String thought = text.substring(from + "<think>".length(), to).strip();
    double count = thought.isEmpty() ? 0 : thought.split("\\s+").length;
    return range.at(Math.min(1, Math.rint(100 * count / words) / 100));
  }

  /** Words that earn the full length reward at a step: 512, or 384 rising to 640 over 105 steps. */
  public static double words(int step, boolean rising) {
    return rising ? (640 - 384) * step / 105.0 + 384 : USUAL_WORDS;
  }

  private static int count(String text, String tag) {
    int count = 0;
    for (int at = text.indexOf(tag); at >= 0; at = text.indexOf(tag, at + 1)) {
      count++;
    }
    return count;
  }
}
