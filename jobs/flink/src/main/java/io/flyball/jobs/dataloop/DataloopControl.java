package io.flyball.jobs.dataloop;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRejection;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may be steered while the job runs: how samples are judged and how searches are scored. An
 * update replaces the one before it; what it does not name falls back to the configuration. It
 * holds for records that are played after it; a sample that waits keeps its deadline where the new
 * one is earlier.
 */
final class DataloopControl {
  private static final String WEIGHTS = "samples.weights";
  static final List<String> KEYS =
      List.of(
          "samples.judges",
          "samples.deadline",
          "samples.sure",
          WEIGHTS,
          "search.exploit",
          "search.explore",
          "search.depth");

  private record Steered(
      @Key(meaning = "Samples.") SamplesConfig samples,
      @Key(meaning = "Searches.") SearchConfig search) {}

  private DataloopControl() {}

  /**
   * The configuration after an update.
   *
   * @param update null for none
   * @throws IllegalArgumentException when it cannot be applied
   */
  static DataloopConfig apply(DataloopConfig configured, ControlUpdate update) {
    if (update == null) {
      return configured;
    }
    List<String> sets = new ArrayList<>();
    update
        .parameters()
        .forEach(
            (key, value) -> {
              boolean weight = key.startsWith(WEIGHTS + ".");
              if (key.equals(WEIGHTS) || (!weight && !KEYS.contains(key))) {
                throw new IllegalArgumentException(
                    "unknown parameter "
                        + key
                        + "; allowed are "
                        + String.join(", ", KEYS).replace("weights", "weights.JUDGE"));
              }
              sets.add(key + "=" + value);
            });
    List<String> defaults = new ArrayList<>();
    Settings.values(new Steered(configured.samples(), configured.search()))
        .forEach((key, value) -> defaults.add(key + "=" + value));
    Steered steered = Settings.load(Steered.class, defaults, Optional.empty(), Map.of(), sets);
    Duration deadline = steered.samples().deadline();
    if (deadline.compareTo(configured.forget()) >= 0
        && deadline.compareTo(configured.samples().deadline()) > 0) {
      throw new IllegalArgumentException(
          "samples.deadline must be shorter than dataloop.forget, or samples are forgotten first");
    }
    return configured.steered(steered.samples(), steered.search());
  }

  /** Why an update cannot be applied, or null when it can. */
  static String fault(DataloopConfig configured, ControlUpdate update) {
    try {
      apply(configured, update);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  static Alert rejected(ControlUpdate update, String fault) {
    return ControlRejection.of(
        DataloopTopology.JOB, String.valueOf(update.version()), update, fault);
  }
}
