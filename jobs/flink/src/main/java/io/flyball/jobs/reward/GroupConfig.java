package io.flyball.jobs.reward;

import io.flyball.core.reward.group.CompletionRule;
import io.flyball.core.reward.group.GroupJudge;
import io.flyball.core.reward.group.GroupMode;
import io.flyball.core.reward.group.TeacherGate;
import io.flyball.core.reward.score.Range;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.Map;

/** The {@code reward.group} section: attempts that are judged by each other. */
public record GroupConfig(
    @Key(
            value = "leave-one-out",
            meaning = "What a complete group is turned into: advantages, or the choice of one.")
        GroupMode mode,
    @Key(
            value = "1",
            min = "0.01",
            max = "1",
            meaning =
                "Share of the expected members that closes a group; below 1 it closes on whoever"
                    + " came first.")
        double fraction,
    @Key(
            value = "10 min",
            min = "1 ms",
            meaning = "When a group closes at the latest, after its first member's time.")
        Duration deadline,
    @Key(
            value = "1 d",
            min = "1 ms",
            meaning =
                "How long a closed group is remembered, so that a member that comes late is known"
                    + " as such.")
        Duration remember,
    @Key(value = "2", min = "2", meaning = "Fewest own attempts that can be compared.") int least,
    @Key(
            meaning =
                "Weight of each component of an attempt; empty for the plain mean of its"
                    + " components.")
        Map<String, Double> weights,
    @Key(value = "-3", meaning = "Least value of a component of an attempt.") double lowest,
    @Key(value = "3", meaning = "Greatest value of a component of an attempt.") double highest,
    @Key(value = "0", meaning = "An attempt whose weighted sum is above this is a success.")
        double successAbove,
    @Key(
            value = "0",
            min = "0",
            meaning =
                "A teacher's attempts count while fewer own attempts than this succeed; 0 never.")
        int teacherNeeded,
    @Key(value = "1", min = "1e-6", meaning = "Temperature of mode soft-choice.")
        double temperature,
    @Key(value = "1", meaning = "Seed of the draw of mode soft-choice.") long seed) {

  public GroupConfig {
    if (!(lowest < highest)) {
      throw new ConfigException(
          "highest", String.valueOf(highest), "above reward.group.lowest, which is " + lowest);
    }
    if (!weights.isEmpty()) {
      try {
        GroupJudge.weights(weights);
      } catch (IllegalArgumentException e) {
        throw new ConfigException("weights", weights.toString(), e.getMessage());
      }
    }
  }

  CompletionRule rule() {
    return new CompletionRule(fraction, deadline.toMillis(), least);
  }

  GroupJudge judge() {
    return new GroupJudge(mode, successAbove, new TeacherGate(teacherNeeded), temperature, seed);
  }

  public Range range() {
    return new Range(lowest, highest);
  }
}
