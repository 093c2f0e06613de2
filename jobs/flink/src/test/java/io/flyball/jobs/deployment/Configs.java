package io.flyball.jobs.deployment;

import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whole configurations from pairs. */
final class Configs {
  private Configs() {}

  static FlyballConfig of(String... pairs) {
    return of(List.of(pairs));
  }

  static FlyballConfig of(List<String> pairs) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), pairs);
  }
}
