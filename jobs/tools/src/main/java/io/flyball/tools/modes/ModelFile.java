package io.flyball.tools.modes;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.modes.RateMatrix;
import io.flyball.tools.UserError;
import io.flyball.tools.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hidden Markov model in a file of JSON or YAML:
 *
 * <pre>
 * {"states": ["calm", "burst"], "symbols": ["low", "high"],
 *  "initial": [.5, .5], "transition": [[.9, .1], [.2, .8]], "emission": [[.8, .2], [.1, .9]]}
 * </pre>
 *
 * <p>With {@code rates} (jumps a day, rows sum to zero) a step over a gap is exp(rates gap) and
 * {@code transition} may be left out.
 *
 * @param states names by number
 * @param symbols names by number
 */
public record ModelFile(List<String> states, List<String> symbols, HiddenMarkovModel model) {

  /** Reads it; what is no model is a {@link UserError}. */
  public static ModelFile read(Path file) {
    JsonNode root = YamlFile.read(file, "the model");
    try {
      List<String> symbols = names(root, "symbols");
      double[] initial = row(root.path("initial"), "initial");
      Optional<RateMatrix> rates =
          root.has("rates")
              ? Optional.of(RateMatrix.of(rows(root.path("rates"), "rates")))
              : Optional.empty();
      double[][] transition =
          rates.isPresent() && !root.has("transition")
              ? rates.get().transition(1)
              : rows(root.path("transition"), "transition");
      HiddenMarkovModel model =
          new HiddenMarkovModel(
              initial, transition, rows(root.path("emission"), "emission"), rates);
      if (model.symbols() != symbols.size()) {
        throw new IllegalArgumentException(
            symbols.size() + " names of symbols for " + model.symbols() + " columns of emission");
      }
      List<String> states = root.has("states") ? names(root, "states") : numbers(model.states());
      if (states.size() != model.states()) {
        throw new IllegalArgumentException(
            states.size() + " names of states for " + model.states());
      }
      return new ModelFile(states, symbols, model);
    } catch (IllegalArgumentException e) {
      throw new UserError("the model " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<String> numbers(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(Integer.toString(i));
    }
    return names;
  }

  private static List<String> names(JsonNode root, String field) {
    List<String> names = new ArrayList<>();
    root.path(field).forEach(name -> names.add(name.asText()));
    if (names.isEmpty()) {
      throw new IllegalArgumentException(field + " must list names, as [\"low\", \"high\"]");
    }
    return names;
  }

  private static double[] row(JsonNode row, String field) {
    if (!row.isArray() || row.isEmpty()) {
      throw new IllegalArgumentException(field + " must hold numbers, as [0.5, 0.5]");
    }
    double[] numbers = new double[row.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!row.get(i).isNumber()) {
        throw new IllegalArgumentException(field + " must hold numbers, holds " + row.get(i));
      }
      numbers[i] = row.get(i).asDouble();
    }
    return numbers;
  }

  private static double[][] rows(JsonNode rows, String field) {
    if (!rows.isArray() || rows.isEmpty()) {
      throw new IllegalArgumentException(field + " must hold a row for each state");
    }
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = row(rows.get(i), "row " + i + " of " + field);
    }
    return matrix;
  }
}
