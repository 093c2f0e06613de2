package io.flyball.tools.reward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.tools.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Preferences as JSON lines, {@code {"objective":"helpful","preferred":[1,0],"rejected":[0,1]}}:
 * one of two things was preferred by one objective. All vectors have the same length.
 */
public final class PreferenceFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PreferenceFile() {}

  /**
   * A preference.
   *
   * @param objective by which it was preferred
   * @param preferred its features, finite
   * @param rejected features of the other one
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Preference(String objective, double[] preferred, double[] rejected) {}

  /** The preferences of a file, at least one; a line that is none is refused with its number. */
  public static List<Preference> read(Path file) {
    List<Preference> all = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          int length = all.isEmpty() ? -1 : all.get(0).preferred().length;
          all.add(preference(file, number, line, length));
        }
      }
    } catch (NoSuchFileException e) {
      throw new UserError("cannot read " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UserError("cannot read " + file + ": " + e.getMessage(), e);
    }
    if (all.isEmpty()) {
      throw new UserError(file + " holds no preferences");
    }
    return all;
  }

  private static Preference preference(Path file, int number, String line, int length) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw refused(file, number, "it is no JSON object", e);
    }
    String objective = node.path("objective").asText("");
    if (objective.isEmpty()) {
      throw refused(file, number, "objective is missing", null);
    }
    double[] preferred = vector(file, number, node, "preferred", length);
    double[] rejected = vector(file, number, node, "rejected", preferred.length);
    return new Preference(objective, preferred, rejected);
  }

  private static double[] vector(Path file, int number, JsonNode node, String name, int length) {
    JsonNode array = node.path(name);
    boolean right = array.isArray() && !array.isEmpty() && (length < 0 || array.size() == length);
    double[] out = new double[array.size()];
    for (int i = 0; i < out.length && right; i++) {
      out[i] = array.get(i).asDouble();
      right = array.get(i).isNumber() && Double.isFinite(out[i]);
    }
    if (!right) {
      String expected = length < 0 ? "numbers" : length + " numbers";
      throw refused(file, number, name + " is " + array + "; a list of " + expected, null);
    }
    return out;
  }

  private static UserError refused(Path file, int number, String why, Throwable cause) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "%s, line %d: %s. Write {\"objective\":\"helpful\",\"preferred\":[1,0],"
                + "\"rejected\":[0,1]}",
            file,
            number,
            why),
        cause);
  }
}
