package io.flyball.jobs.modes;

import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.record.ControlUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The model in force. An update replaces the one before it; what it does not name falls back to the
 * configuration.
 *
 * <pre>
 *   hmm.initial      S numbers, separated by commas
 *   hmm.transition   S x S numbers, row by row
 *   hmm.emission     S x K numbers, row by row
 *   hmm.rates        S x S numbers, row by row; empty for steps of equal length
 * </pre>
 *
 * @param version of the update; 0 for the configuration
 * @param model empty for none
 */
record ModesRules(long version, Optional<HiddenMarkovModel> model) {
  static final List<String> KEYS =
      List.of("hmm.initial", "hmm.transition", "hmm.emission", "hmm.rates");

  /** Reads an update; one that cannot be applied is an {@link IllegalArgumentException}. */
  static ModesRules of(ControlUpdate update, HmmConfig configured) {
    if (update == null) {
      return new ModesRules(0, configured.model());
    }
    for (String key : update.parameters().keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown parameter " + key + "; allowed are " + String.join(", ", KEYS));
      }
    }
    return new ModesRules(
        update.version(),
        HmmConfig.model(
            numbers("hmm.initial", update, configured.initial()),
            numbers("hmm.transition", update, configured.transition()),
            numbers("hmm.emission", update, configured.emission()),
            numbers("hmm.rates", update, configured.rates())));
  }

  /** Why an update cannot be applied, or null when it can. */
  static String fault(ControlUpdate update, HmmConfig configured) {
    try {
      of(update, configured);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static List<Double> numbers(String key, ControlUpdate update, List<Double> configured) {
    Map<String, String> given = update.parameters();
    if (!given.containsKey(key)) {
      return configured;
    }
    List<Double> numbers = new ArrayList<>();
    String text = given.get(key).strip();
    for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      try {
        double number = Double.parseDouble(each.strip());
        if (!(Math.abs(number) <= 1e12)) {
          throw new NumberFormatException("not finite");
        }
        numbers.add(number);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "%s holds \"%s\"; write numbers with commas", key, each.strip()),
            e);
      }
    }
    return numbers;
  }
}
