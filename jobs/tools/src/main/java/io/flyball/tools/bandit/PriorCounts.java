package io.flyball.tools.bandit;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.tools.UserError;
import io.flyball.tools.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts to begin with, in a YAML or JSON file: {@code arm: rewards/observations} to a line, or
 * lists {@code alpha} and {@code beta} of Beta priors over arms 0, 1, …, as the Open Bandit Dataset
 * has them. A file of several begins with their names, and {@code FILE#NAME} takes one.
 *
 * <p>Beta(alpha, beta) is what Beta(1, 1) becomes after alpha + beta - 2 observations with alpha -
 * 1 rewards in all.
 */
public final class PriorCounts {
  private final Path file;

  private PriorCounts(Path file) {
    this.file = file;
  }

  /**
   * Observations and the sum of their rewards, by arm; arms without observations are left out.
   *
   * @param place {@code FILE} or {@code FILE#NAME}
   * @throws UserError when the file cannot be read or holds no such counts
   */
  public static Map<String, double[]> read(String place) {
    int hash = place.lastIndexOf('#');
    Path file = Path.of(hash < 0 ? place : place.substring(0, hash));
    return new PriorCounts(file).under(hash < 0 ? "" : place.substring(hash + 1));
  }

  private Map<String, double[]> under(String name) {
    JsonNode root = YamlFile.read(file, "counts");
    JsonNode node = name.isEmpty() ? root : root.path(name);
    Map<String, double[]> counts =
        node.has("alpha") && node.has("beta")
            ? betas(node.get("alpha"), node.get("beta"))
            : fractions(node);
    counts.values().removeIf(count -> count[0] == 0);
    if (counts.isEmpty()) {
      List<String> names = new ArrayList<>();
      root.fieldNames().forEachRemaining(names::add);
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s holds no counts%s: write arm: 12/340 to a line, or lists alpha and beta%s",
              file,
              name.isEmpty() ? "" : " under " + name,
              names.isEmpty() ? "" : "; it has " + String.join(", ", names)));
    }
    return counts;
  }

  private Map<String, double[]> betas(JsonNode alpha, JsonNode beta) {
    if (!alpha.isArray() || !beta.isArray() || alpha.size() != beta.size()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: alpha and beta are lists of one number for each arm, found %d and %d",
              file,
              alpha.size(),
              beta.size()));
    }
    Map<String, double[]> counts = new TreeMap<>();
    for (int arm = 0; arm < alpha.size(); arm++) {
      double a = alpha.get(arm).asDouble(Double.NaN);
      double b = beta.get(arm).asDouble(Double.NaN);
      if (!(a >= 1 && b >= 1 && a + b < Double.POSITIVE_INFINITY)) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s: alpha and beta of arm %d are %s and %s; both are numbers of at least 1",
                file,
                arm,
                alpha.get(arm),
                beta.get(arm)));
      }
      counts.put(Integer.toString(arm), new double[] {a + b - 2, a - 1});
    }
    return counts;
  }

  private Map<String, double[]> fractions(JsonNode node) {
    Map<String, double[]> counts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> arm : node.properties()) {
      if (arm.getValue().isValueNode()) {
        counts.put(arm.getKey(), fraction(arm.getKey(), arm.getValue().asText()));
      }
    }
    return counts;
  }

  private double[] fraction(String arm, String text) {
    String[] parts = text.split("/", -1);
    try {
      double sum = Double.parseDouble(parts[0]);
      double observed = Double.parseDouble(parts[parts.length - 1]);
      boolean possible = sum >= 0 && sum <= observed && observed < Double.POSITIVE_INFINITY;
      if (parts.length == 2 && possible) {
        return new double[] {observed, sum};
      }
    } catch (NumberFormatException e) {
      // The sentence below says what is allowed.
    }
    throw new UserError(
        String.format(
            Locale.ROOT,
            "%s: %s is %s; write the sum of rewards and the observations, like 12/340",
            file,
            arm,
            text));
  }
}
