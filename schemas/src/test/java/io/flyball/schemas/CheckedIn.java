package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the repository that are generated and checked in, so that they can be read and compared.
 */
final class CheckedIn {

  static final boolean REGENERATE = Boolean.getBoolean("flyball.regenerate");
  static final String HOW = "./mvnw -pl schemas test -Dflyball.regenerate=true";

  private CheckedIn() {}

  /** Where a path relative to this module's folder lies. */
  static Path path(String relative) {
    return Path.of(System.getProperty("basedir", "")).resolve(relative);
  }

  /** Fails when the file differs from what is generated now; writes it when asked to regenerate. */
  static void assertCurrent(String relative, String generated) throws IOException {
    Path file = path(relative);
    if (REGENERATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, generated);
    }
    assertThat(file).as("%s is written by: %s", relative, HOW).exists();
    assertThat(Files.readString(file))
        .as("%s is out of date; write it anew with: %s", relative, HOW)
        .isEqualTo(generated);
  }
}
