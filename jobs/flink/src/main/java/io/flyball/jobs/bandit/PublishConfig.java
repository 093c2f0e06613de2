package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.ServingRules.Publishing;
import io.flyball.jobs.runtime.config.Key;

/** The {@code bandit.publish} section. */
public record PublishConfig(
    @Key(
            value = "1000",
            min = "0",
            meaning =
                "Changes of a policy between two looks at whether to publish it; 0 for never.")
        long every,
    @Key(
            value = "0.01",
            min = "0",
            max = "1",
            meaning =
                "Least mean total variation from what was published that is worth a snapshot.")
        double threshold,
    @Key(
            value = "1",
            min = "0",
            max = "1",
            meaning =
                "A policy that has moved by more is held and alerted until a control record"
                    + " releases it.")
        double budget,
    @Key(
            value = "16",
            min = "0",
            max = "1000",
            meaning = "Recent questions on which the variation is measured.")
        int probes) {

  Publishing rules() {
    return new Publishing(every, threshold, budget, probes);
  }
}
