package io.flyball.jobs.bandit;

import io.flyball.core.bandit.PolicyName;
import io.flyball.core.features.Interactions;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.util.Optional;

/** The {@code bandit.features} section. */
public record FeaturesConfig(
    @Key(
            value = "18",
            min = "4",
            max = "24",
            meaning =
                "Bits of the indices of hashed features, for algorithms that read features by name"
                    + " and do not give bits themselves: a policy keeps a few numbers for each of"
                    + " 2^bits indices.")
        int bits,
    @Key(
            meaning =
                "Products of features: terms of the first letters of two or three namespaces, with"
                    + " slashes between them and : for any namespace, like UA/UAA or ::; empty for"
                    + " none.")
        Optional<String> interactions) {

  public FeaturesConfig {
    try {
      Interactions.parse(interactions.orElse(""));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("interactions", interactions.orElse(""), e.getMessage());
    }
  }

  /** An algorithm with these where it reads features by name and gives none. */
  String whole(String algorithm) {
    return PolicyName.withFeatureSpace(algorithm, bits, interactions.orElse(""));
  }
}
