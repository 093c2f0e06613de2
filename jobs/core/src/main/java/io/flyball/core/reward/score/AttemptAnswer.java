package io.flyball.core.reward.score;

import java.util.List;

/**
 * What an attempt at a task did.
 *
 * @param expected the calls of tools that were right; null where calls are not scored
 * @param calls the calls that were made; null when they could not be read
 * @param output the text with its tags; null where its format is not scored
 * @param responseDue whether the text must end in a response
 * @param answers in turn, each but the last one answered by "try again"
 * @param solved whether the last answer was right
 * @param step of the training, from 0
 */
public record AttemptAnswer(
    List<ToolCall> expected,
    List<ToolCall> calls,
    String output,
    boolean responseDue,
    List<String> answers,
    boolean solved,
    int step) {}
