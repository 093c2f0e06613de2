package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.ServingRules.Publishing;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.Optional;

/** The {@code bandit.publish} section. */
public record PublishConfig(
    @Key(
            value = "1000",
            min = "0",
            meaning =
                "Changes of a policy between two looks at whether to publish it; 0 for never.")
        long every,
    @Key(
            value = "30 s",
            meaning =
                "A request or reward that finds the policy's newest snapshot older, in event time,"
                    + " has it published again even if it has not changed, or is held (with the"
                    + " model from before), so that who serves it elsewhere can tell quiet from"
                    + " dead; the first request has it published too. 0 for never.")
        Duration atLeast,
    @Key(
            value = "0.01",
            min = "0",
            max = "1",
            meaning =
                "Least mean total variation from what was published that is worth a snapshot.")
        double threshold,
    @Key(
            min = "0",
            max = "1",
            meaning =
                "A policy that has moved by more, in mean total variation, is held and alerted"
                    + " until a control record releases it; empty holds none, so 1 is refused.")
        Optional<Double> budget,
    @Key(
            value = "16",
            min = "0",
            max = "1000",
            meaning = "Recent questions on which the variation is measured.")
        int probes) {

  public PublishConfig {
    if (budget.isPresent()) {
      double limit = budget.get();
      if (limit >= 1) {
        throw new ConfigException(
            "budget", limit, "below 1, for total variation is at most 1; empty holds none");
      }
      if (limit < threshold) {
        throw new ConfigException(
            "budget", limit, "at least bandit.publish.threshold, which is " + threshold);
      }
      if (every == 0 || probes == 0) {
        throw new ConfigException(
            "budget",
            limit,
            "empty, for with bandit.publish.every or .probes at 0 none is measured");
      }
    }
  }

  Publishing rules() {
    return new Publishing(every, atLeast.toMillis(), threshold, budget.orElse(1.0), probes);
  }
}
