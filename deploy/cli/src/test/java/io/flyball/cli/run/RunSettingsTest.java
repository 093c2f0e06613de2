package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
  private static FlyballConfig config(List<String> defaults, String... sets) {
    return Settings.load(FlyballConfig.class, defaults, Optional.empty(), Map.of(), List.of(sets));
  }

  @Test
  void keysThatACommandSetsBesideTheConfigurationAreListedAndOthersAreNot() {
    FlyballConfig given = config(List.of(), "loop.window=1 h");
    FlyballConfig running =
        config(List.of("loop.window=7 d", "reward.forget=90 d"), "loop.window=1 h");
    assertThat(RunCommand.changed(given, given)).isEmpty();
    assertThat(RunCommand.changed(given, running)).containsExactly("reward.forget=90 d");
  }
}
