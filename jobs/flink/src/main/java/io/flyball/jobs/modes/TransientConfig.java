package io.flyball.jobs.modes;

import io.flyball.core.modes.TransientTracker;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;

/** The {@code modes.transients} section: a slow level and the bursts above it. */
public record TransientConfig(
    @Key(
            value = "0.005",
            min = "1e-9",
            max = "0.999999",
            meaning = "Weight of a new value in the slow level; outside of bursts alone.")
        double rate,
    @Key(
            value = "0.5",
            min = "0",
            max = "100",
            unit = "standard deviations",
            meaning = "Rise of a value above the level that counts nothing.")
        double allowance,
    @Key(
            value = "5",
            min = "0.001",
            max = "1000000",
            unit = "standard deviations",
            meaning =
                "Sum of rises at which a burst begins, and of falls at which it ends. With an"
                    + " allowance of 0.5 a false one begins every 931 normal values.")
        double threshold,
    @Key(value = "100", min = "2", meaning = "Values that fix the first level and spread.")
        int warmUp)
    implements Serializable {

  TransientTracker.Config tracker() {
    return new TransientTracker.Config(rate, allowance, threshold, warmUp);
  }
}
