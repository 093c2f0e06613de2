package io.flyball.jobs.reward;

import io.flyball.jobs.runtime.config.Key;

/** The {@code reward.guard} section. */
public record RewardGuardConfig(
    @Key(
            value = "0.2",
            min = "1e-6",
            max = "1",
            meaning =
                "Largest shift of a policy, as total variation of its probabilities, that a change"
                    + " of weights or shaping may cause; a larger one is held.")
        double budget,
    @Key(
            value = "1",
            min = "1e-6",
            meaning = "Temperature of the softmax policy that learns from the rewards.")
        double temperature,
    @Key(
            value = "0",
            min = "0",
            max = "0.999999",
            meaning = "Discount of that policy; 0 for a bandit.")
        double discount,
    @Key(
            value = "20",
            min = "1",
            meaning = "An arm with fewer rewards says nothing about a change.")
        long leastRewards,
    @Key(
            value = "1000",
            min = "1",
            meaning = "Arms of a policy that are told apart; the others count as one.")
        int mostArms,
    @Key(
            value = "2",
            min = "0.01",
            meaning = "Standard errors within which the best two arms of a surface count as a tie.")
        double tieErrors) {}
