package io.flyball.jobs.reward;

import io.flyball.core.reward.score.AttemptScores;
import io.flyball.core.reward.score.RewardSchedule;
import io.flyball.core.reward.score.ToolCallReward;
import io.flyball.jobs.runtime.config.Key;

/** The {@code reward.attempts} section: components that are computed from what an attempt did. */
public record RewardAttemptsConfig(
    @Key(
            value = "graded",
            meaning =
                "How calls of tools are graded (component tool-call): graded by names, parameters"
                    + " and values; refined, where names and parameter names count in full or not;"
                    + " intermediate, where a call counts when it is equal; coarse, all or nothing.")
        ToolCallReward calls,
    @Key(
            value = "constant",
            meaning =
                "How the ranges of tool-call and format (component format) move with the member's"
                    + " step.")
        RewardSchedule schedule,
    @Key(
            value = "none",
            meaning =
                "Words of a thought that earn component length in full: none, fixed (512) or rising"
                    + " (384 to 640 over 105 steps).")
        AttemptScores.Length length,
    @Key(
            value = "0.5",
            min = "0.000001",
            max = "1",
            meaning = "What a solution keeps of its worth with each turn (component multi-turn).")
        double turnDecay,
    @Key(value = "0.5", min = "0", meaning = "Penalty of answers that repeat, in full when all do.")
        double repetitionPenalty) {

  AttemptScores scores() {
    return new AttemptScores(calls, schedule, length, turnDecay, repetitionPenalty);
  }
}
