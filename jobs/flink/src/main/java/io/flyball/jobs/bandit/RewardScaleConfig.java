package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.RewardScale;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.util.Optional;

/** The {@code bandit.reward} section. */
public record RewardScaleConfig(
    @Key(value = "reward", meaning = "reward: larger is better; cost: smaller is better.")
        Sense sense,
    @Key(
            meaning =
                "All that a reward can be, LOW..HIGH, such as -1..1: it is learned as its share of"
                    + " the way from the worst to the best, and one outside is a dead letter."
                    + " Empty: it is learned as it comes, which algorithms on counts, exp3, ftrl,"
                    + " regcb and logistic-thompson can only from 0 to 1.")
        Optional<String> range) {

  /** Which rewards are better. */
  public enum Sense {
    REWARD,
    COST
  }

  public RewardScaleConfig {
    if (range.isPresent() && range.get().isBlank()) {
      range = Optional.empty();
    }
    if (range.isPresent() && ends(range.get()) == null) {
      throw new ConfigException("range", range.get(), "LOW..HIGH with LOW below HIGH, like -1..1");
    }
  }

  RewardScale scale() {
    double[] ends = range.map(RewardScaleConfig::ends).orElse(null);
    boolean cost = sense == Sense.COST;
    return ends == null
        ? new RewardScale(cost, Double.NaN, Double.NaN)
        : new RewardScale(cost, ends[0], ends[1]);
  }

  /** Null for what is no range. */
  private static double[] ends(String text) {
    int dots = text.indexOf("..");
    try {
      if (dots > 0) {
        double low = Double.parseDouble(text.substring(0, dots));
        double high = Double.parseDouble(text.substring(dots + 2));
        if (low < high && high - low < Double.POSITIVE_INFINITY) {
          return new double[] {low, high};
        }
      }
    } catch (NumberFormatException e) {
      // No range.
    }
    return null;
  }
}
