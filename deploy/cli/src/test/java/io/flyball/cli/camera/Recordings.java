package io.flyball.cli.camera;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The recordings that the connectors are tested with. */
final class Recordings {
  private static final Path HOME =
      Path.of("../../connectors/src/test/resources/io/flyball/connectors/camera");

  private Recordings() {}

  static Path expected() {
    return HOME.resolve("expected.json");
  }

  /** A recording, unpacked into a directory. */
  static Path file(Path directory, String name) {
    Path file = directory.resolve(name);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(HOME.resolve(name + ".gz")))) {
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
