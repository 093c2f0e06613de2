package io.flyball.tools.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.flyball.tools.UserError;
import io.flyball.tools.YamlFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The presets that come with Flyball, and those in files of users. */
public final class Presets {
  private static final String FOLDER = "presets/";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Presets() {}

  /** Names of the presets that come with Flyball, sorted. */
  public static List<String> names() {
    try (BufferedReader index =
        new BufferedReader(new InputStreamReader(open("INDEX"), StandardCharsets.UTF_8))) {
      return index.lines().filter(line -> !line.isBlank()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The preset of a name.
   *
   * @throws UserError where there is none
   */
  public static Preset find(String name) {
    if (!names().contains(name)) {
      throw UserError.usage(
          "there is no preset '"
              + name
              + "', only "
              + String.join(", ", names())
              + "; --preset-file reads one of your own");
    }
    try (InputStream in = open(name + ".yaml")) {
      return Preset.of(name, "preset " + name, YAML.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The preset in a file.
   *
   * @throws UserError where there is none
   */
  public static Preset read(Path file) {
    return Preset.of(
        String.valueOf(file.getFileName()), file.toString(), YamlFile.read(file, "a preset"));
  }

  private static InputStream open(String name) {
    InputStream in = Presets.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new IllegalStateException("there is no resource " + FOLDER + name);
    }
    return in;
  }
}
