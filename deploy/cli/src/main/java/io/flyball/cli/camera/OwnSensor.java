package io.flyball.cli.camera;

import io.flyball.core.control.OwnProfile;
import io.flyball.core.control.SensorProfile;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the file with the profile of a user's own sensor. */
final class OwnSensor {
  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Profile of an own sensor, a file as bias.sensor-profiles names it.")
  private Path file;

  /** The profile; empty without a file. */
  Optional<SensorProfile> profile() {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OwnProfile.parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new UserError("--profile: " + file + ": no such file.", e);
    } catch (IOException e) {
      throw UserError.causedBy("--profile: cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new UserError("--profile: " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The profile that packets are to name.
   *
   * @param name a shipped one, as {@code --sensor} tells it, or null
   * @return its name in lower case; null where neither a name nor a file was told
   */
  String chosen(String name) {
    if (file != null && name != null) {
      throw UserError.usage("--sensor and --profile exclude each other.");
    }
    if (name == null) {
      return profile().map(OwnSensor::id).orElse(null);
    }
    try {
      SensorProfile.named(name);
      return name.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--sensor: " + e.getMessage());
    }
  }

  /** The name by which packets tell it. */
  static String id(SensorProfile own) {
    return own.name().toLowerCase(Locale.ROOT);
  }
}
