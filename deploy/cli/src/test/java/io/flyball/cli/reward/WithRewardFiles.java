package io.flyball.cli.reward;

import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Files of one test, and the commands {@code reward} on them. */
abstract class WithRewardFiles {
  @TempDir Path folder;

  final Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  static CommandRun run(String command, Object... args) {
    List<String> all = new ArrayList<>(List.of("reward", command));
    for (Object arg : args) {
      all.add(arg.toString());
    }
    return CommandRun.of(all.toArray(String[]::new));
  }
}
