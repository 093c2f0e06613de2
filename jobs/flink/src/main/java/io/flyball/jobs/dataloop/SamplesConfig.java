package io.flyball.jobs.dataloop;

import io.flyball.core.dataloop.SampleRules;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/** The {@code dataloop.samples} section. */
public record SamplesConfig(
    @Key(
            value = "3",
            min = "1",
            max = "99",
            meaning = "Judges whose votes are awaited; more than half of them must agree.")
        int judges,
    @Key(value = "1 h", meaning = "From a probe to the last vote that counts, in event time.")
        Duration deadline,
    @Key(
            value = "1.1",
            min = "1",
            meaning =
                "Perplexity up to which an answer that equals the label is mastered, and dropped.")
        double sure,
    @Key(
            meaning =
                "Weight of a judge's vote; 1 for a judge who is not named, 0 silences one. An"
                    + " opinion needs more than half of the weight of all judges.")
        Map<String, Double> weights,
    @Key(value = "1 h", min = "1 s", meaning = "Length of the windows in which rates are told.")
        Duration window)
    implements Serializable {

  public SamplesConfig {
    if (!Double.isFinite(sure)) {
      throw new ConfigException("sure", sure, "a finite number");
    }
    weights = Map.copyOf(weights);
    try {
      new SampleRules(judges, deadline.toMillis(), sure, weights);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("weights", weights, "numbers: " + e.getMessage());
    }
  }

  SampleRules rules() {
    return new SampleRules(judges, deadline.toMillis(), sure, weights);
  }
}
