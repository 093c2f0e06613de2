package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.ServingRules.Exploring;
import io.flyball.jobs.runtime.config.Key;

/** The {@code bandit.explore} section. */
public record ExploreConfig(
    @Key(
            value = "0",
            min = "0",
            max = "1",
            meaning =
                "Least probability of each eligible arm, or 1/K with K of them where that is"
                    + " smaller; applied last, before the draw.")
        double least,
    @Key(
            value = "0",
            min = "0",
            max = "1",
            meaning =
                "Probability that all eligible arms share alike, for requests of very many: the"
                    + " least of each is the larger of explore.least and this over K.")
        double total) {

  Exploring rules() {
    return new Exploring(least, total);
  }
}
