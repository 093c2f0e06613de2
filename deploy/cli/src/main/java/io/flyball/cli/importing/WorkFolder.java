package io.flyball.cli.importing;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of temporary files that goes with the command. */
record WorkFolder(Path path) implements AutoCloseable {

  /**
   * A fresh folder.
   *
   * @param parent null for the system's folder of temporary files
   */
  static WorkFolder in(Path parent) {
    try {
      return new WorkFolder(
          parent == null
              ? Files.createTempDirectory("flyball-")
              : Files.createTempDirectory(parent, "flyball-"));
    } catch (IOException e) {
      throw UserError.causedBy("cannot make a folder of temporary files", e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // Left for the operating system, which empties the folder of temporary files.
    }
  }
}
