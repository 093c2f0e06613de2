package io.flyball.jobs.reward;

import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;

/** The {@code reward.memory} section: what was tried for a request. */
public record RewardMemoryConfig(
    @Key(
            value = "20",
            min = "1",
            max = "50",
            meaning =
                "Most candidates of a request that are remembered; those of the least mean"
                    + " component are forgotten first.")
        int most,
    @Key(
            value = "1 d",
            min = "1 ms",
            meaning = "How long a request is remembered after its newest candidate.")
        Duration remember) {}
