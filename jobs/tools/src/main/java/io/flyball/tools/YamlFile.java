package io.flyball.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A small YAML or JSON file that somebody named on the command line. */
public final class YamlFile {
  private YamlFile() {}

  /**
   * What is in it.
   *
   * @param what it should hold, for the sentence when it cannot be read
   * @throws UserError when it is not there or no YAML
   */
  public static JsonNode read(Path file, String what) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
    } catch (IOException e) {
      String why = UserError.why(e).lines().findFirst().orElse("");
      throw new UserError(
          String.format(Locale.ROOT, "cannot read %s from %s: %s", what, file, why), e);
    }
  }
}
