package io.flyball.jobs.loop;

import io.flyball.core.loop.Governor;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.util.List;

/** The {@code loop.governor} section: pushing a loop back. Off while no scope is named. */
public record GovernorConfig(
    @Key(meaning = "Scopes that are governed, such as surface/home; empty governs none.")
        List<String> scopes,
    @Key(
            value = "exposure.HEAD_SHARE",
            meaning =
                "The metric that is kept in its band: one of exposure.HEAD_SHARE and"
                    + " source.EXPOSURE_SHARE_GENERATED.")
        String metric,
    @Key(value = "0.2", min = "0", max = "1", meaning = "The wanted value of the metric.")
        double target,
    @Key(value = "0.05", min = "0", max = "1", meaning = "An error up to this is left alone.")
        double deadBand,
    @Key(
            value = "0.5",
            min = "0.0001",
            max = "100",
            meaning = "Weight added for each unit of error and window.")
        double gain,
    @Key(
            value = "0.1",
            min = "0.0001",
            max = "1",
            meaning = "The most that the weight may change in a window.")
        double slew,
    @Key(value = "0", min = "0", max = "1", meaning = "The least weight.") double minWeight,
    @Key(value = "0.9", min = "0", max = "1", meaning = "The greatest weight.") double maxWeight,
    @Key(
            value = "demote",
            meaning = "Name of the parameter that carries the weight to the re-ranker.")
        String parameter,
    @Key(
            value = "ranking",
            meaning =
                "What the published control updates are meant for; a slash and the scope are"
                    + " added.")
        String controls)
    implements Serializable {

  /** Shares that demotion by the re-ranker lowers. */
  private static final List<String> METRICS =
      List.of("exposure.HEAD_SHARE", "source.EXPOSURE_SHARE_GENERATED");

  public GovernorConfig {
    if (!METRICS.contains(metric)) {
      throw new ConfigException("metric", metric, "one of " + String.join(", ", METRICS));
    }
    if (minWeight > maxWeight) {
      throw new ConfigException(
          "max-weight",
          String.valueOf(maxWeight),
          "at least loop.governor.min-weight, which is " + minWeight);
    }
  }

  Governor.Config rules(double wanted) {
    return new Governor.Config(wanted, deadBand, gain, slew, minWeight, maxWeight);
  }
}
