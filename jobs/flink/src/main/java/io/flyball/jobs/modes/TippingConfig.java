package io.flyball.jobs.modes;

import io.flyball.core.modes.TippingMonitor;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;

/**
 * The {@code modes.tipping} section: signs of a tipping point, by segment for pairs of drive and
 * response, and by mode for the shares of attempts and of successes.
 */
public record TippingConfig(
    @Key(value = "0", min = "-1000000", max = "1000000", meaning = "Lower end of the drive.")
        double low,
    @Key(value = "1", min = "-1000000", max = "1000000", meaning = "Upper end of the drive.")
        double high,
    @Key(value = "40", min = "2", max = "1000", meaning = "Bins of the drive's range.") int bins,
    @Key(
            value = "0.05",
            min = "1e-9",
            max = "0.999999",
            meaning = "Weight of a new pair in gain, variance and autocorrelation.")
        double rate,
    @Key(
            value = "false",
            meaning =
                "Whether shares of modes are followed: attempts as the drive, successes as the"
                    + " response.")
        boolean shares,
    @Key(value = "50", min = "1", meaning = "Fewest pairs for an alert (TIPPING_NEAR).") long least,
    @Key(
            value = "0.05",
            min = "0",
            max = "1000000",
            meaning = "Area between the branches of a rising and a falling drive that is an alert.")
        double area)
    implements Serializable {

  public TippingConfig {
    if (!(low < high)) {
      throw new ConfigException("high", high, "above modes.tipping.low, which is " + low);
    }
  }

  TippingMonitor.Config monitor() {
    return new TippingMonitor.Config(low, high, bins, rate);
  }
}
