package io.flyball.jobs.deployment;

import io.flyball.jobs.runtime.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of a job's {@code main}: {@code [--config FILE] [--set key=value]...}. */
public final class JobArguments {
  private JobArguments() {}

  /**
   * Loads the configuration that the arguments and the environment name.
   *
   * @throws IllegalArgumentException for an unknown argument
   */
  public static FlyballConfig load(String[] args) {
    Optional<Path> file = Optional.empty();
    List<String> sets = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : null;
      if (args[i].equals("--config") && value != null) {
        file = Optional.of(Path.of(value));
      } else if (args[i].equals("--set") && value != null) {
        sets.add(value);
      } else {
        throw new IllegalArgumentException(
            "unknown argument " + args[i] + "; allowed are --config FILE and --set key=value");
      }
    }
    return Settings.load(FlyballConfig.class, file, System.getenv(), sets);
  }
}
