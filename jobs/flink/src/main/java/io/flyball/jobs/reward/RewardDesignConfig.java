package io.flyball.jobs.reward;

import io.flyball.core.reward.shape.SelfDesignedReward;
import io.flyball.jobs.runtime.config.Key;

/** The {@code reward.design} section: what the rewards of a policy add to themselves. */
public record RewardDesignConfig(
    @Key(
            value = "0",
            min = "0",
            max = "1",
            meaning =
                "Step of what is added to an item's rewards on its surface; 0 adds nothing. Rows"
                    + " then wait for event time.")
        double rate,
    @Key(
            value = "0.01",
            min = "1e-9",
            max = "1",
            meaning = "Step of the expected return of a surface.")
        double valueRate,
    @Key(value = "0.5", min = "1e-9", max = "1e6", meaning = "Largest size of what is added.")
        double clip) {

  SelfDesignedReward rule() {
    return new SelfDesignedReward(rate, valueRate, clip);
  }
}
