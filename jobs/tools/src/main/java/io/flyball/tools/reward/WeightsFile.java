package io.flyball.tools.reward;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.reward.weigh.RewardWeights;
import io.flyball.tools.UserError;
import io.flyball.tools.YamlFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights in a YAML file: {@code component: weight}, alone or under {@code weights} or {@code
 * reward.weights} as in a configuration.
 */
public final class WeightsFile {
  private WeightsFile() {}

  public static RewardWeights read(Path file) {
    JsonNode root = YamlFile.read(file, "weights");
    JsonNode node = root.has("reward") ? root.get("reward") : root;
    node = node.has("weights") ? node.get("weights") : node;
    if (!node.isObject()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s holds no weights: write a line such as click: 1 for each component",
              file));
    }
    Map<String, Double> weights = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isNumber()) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s: weight of %s is %s; it must be a number of at least 0",
                file,
                field.getKey(),
                field.getValue()));
      }
      weights.put(field.getKey(), field.getValue().doubleValue());
    }
    try {
      return RewardWeights.of(weights);
    } catch (IllegalArgumentException e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }
}
