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
            value = "shift",
            meaning =
                "What makes a change worth a snapshot. shift: threshold; discrepancy: that the"
                    + " squared differences between the scores of then and now, weighted by what"
                    + " is shown and summed over all rewards, reach 3 beta, for policies whose"
                    + " scores are in units of reward.")
        Rule rule,
    @Key(
            value = "20",
            meaning =
                "With rule=discrepancy: a third of the discrepancy that is worth a snapshot, in"
                    + " squared reward.")
        double beta,
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

  /** What makes a change worth a snapshot. */
  public enum Rule {
    SHIFT,
    DISCREPANCY
  }

  public PublishConfig {
    if (!(beta > 0 && Double.isFinite(beta))) {
      throw new ConfigException("beta", beta, "above 0");
    }
    if (rule == Rule.DISCREPANCY && (every == 0 || probes == 0)) {
      throw new ConfigException(
          "rule",
          rule,
          "SHIFT, for with bandit.publish.every or .probes at 0 no discrepancy is measured");
    }
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
    return new Publishing(
        every,
        atLeast.toMillis(),
        threshold,
        rule == Rule.DISCREPANCY ? beta : 0,
        budget.orElse(1.0),
        probes);
  }
}
