package io.flyball.jobs.bandit;

import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.serve.ClickModel;
import io.flyball.core.bandit.serve.Learning;
import io.flyball.core.bandit.serve.RewardScale;
import io.flyball.jobs.runtime.config.ConfigException;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks of what a policy learns, for {@link BanditConfig}. */
final class LearningChecks {
  /** The default reward that is found out. */
  static final String AUTO = "auto";

  private LearningChecks() {}

  /** Refuses a click model that does not go with the policy or the learning. */
  static void clicks(String clicks, Policy policy, Learning learning, RewardScale scale) {
    ClickModel model;
    try {
      model = ClickModel.parse(clicks);
      model.check(policy, scale);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("clicks", clicks, e.getMessage());
    }
    if (learning == Learning.ZERO_THEN_EXCHANGE && model.waits(policy)) {
      throw new ConfigException(
          "learning", learning, "AUTO or AT_EXPIRY with bandit.clicks = " + clicks);
    }
  }

  /** What is learned when no reward comes; null for nothing. */
  static Double defaultReward(Optional<String> given, RewardScale scale) {
    if (given.isEmpty() || given.get().isBlank()) {
      return null;
    }
    if (given.get().equals(AUTO)) {
      return scale.ranged() ? scale.worst() : 0;
    }
    try {
      double value = Double.parseDouble(given.get());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ConfigException("default-reward", given.get(), "a finite number, auto, or empty");
  }

  /** Refuses what the check of a value refuses. */
  static Policy check(String key, String algorithm, Supplier<Policy> check) {
    try {
      return check.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, algorithm, "one that can serve: " + e.getMessage());
    }
  }
}
