package io.flyball.core.reward;

import io.flyball.core.reward.weigh.RewardWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Components to a reward: what counts, what it weighs, what is added, and under which version. */
final class RewardMaking {
  private final RewardSettings settings;

  RewardMaking(RewardSettings settings) {
    this.settings = settings;
  }

  /** The next reward of {@code open}. */
  Reward of(OpenReward open, long time, String row, RewardRules rules) {
    int revision = open.revision() + 1;
    double plain = plain(open, rules.weights());
    double all = rules.weights().combine(components(open));
    double counting = rules.weights().combine(counting(open));
    double value = scalar(open, plain);
    Map<String, Double> adjustments = new TreeMap<>();
    put(adjustments, Reward.HINDSIGHT, counting - all);
    put(adjustments, Reward.NORMALISING, plain - counting);
    put(adjustments, Reward.BONUS, open.bonus());
    put(adjustments, Reward.SHAPING, open.shaping());
    put(adjustments, Reward.LIMIT, value - (plain + open.bonus() + open.shaping()));
    Map<String, Double> shadow = new TreeMap<>();
    for (Map.Entry<String, RewardWeights> other : rules.shadows().entrySet()) {
      shadow.put(other.getKey(), scalar(open, plain(open, other.getValue())));
    }
    return new Reward(
        Reward.id(open.decisionId(), revision),
        time,
        open.decisionId(),
        value,
        objectives(open),
        components(open),
        null,
        revision,
        revision == 0 ? null : Reward.id(open.decisionId(), 0),
        rules.version(),
        shadow,
        evidence(open, row),
        adjustments);
  }

  /** The inputs of the objectives; 0 for one that nobody spoke about. */
  private List<Double> objectives(OpenReward open) {
    if (settings.objectives().isEmpty()) {
      return List.of();
    }
    Map<String, Double> inputs = inputs(open);
    return settings.objectives().stream().map(name -> inputs.getOrDefault(name, 0.0)).toList();
  }

  /** Weighted sum of the inputs. */
  double plain(OpenReward open, RewardWeights weights) {
    return weights.combine(inputs(open));
  }

  /** Every component as scored. */
  Map<String, Double> components(OpenReward open) {
    Map<String, Double> values = new TreeMap<>();
    open.components().forEach((name, held) -> values.put(name, held.value()));
    return values;
  }

  /** What enters the weighted sum: the components that count, standardised where that is asked. */
  Map<String, Double> inputs(OpenReward open) {
    Map<String, Double> inputs = new HashMap<>();
    boolean hindsightOnly = hindsightOnly(open);
    open.components()
        .forEach(
            (name, held) -> {
              if (!hindsightOnly || held.hindsight()) {
                inputs.put(name, held.standardised());
              }
            });
    return inputs;
  }

  private Map<String, Double> counting(OpenReward open) {
    Map<String, Double> counting = inputs(open);
    counting.replaceAll((name, input) -> open.components().get(name).value());
    return counting;
  }

  private boolean hindsightOnly(OpenReward open) {
    return settings.replace() && open.components().values().stream().anyMatch(Held::hindsight);
  }

  private double scalar(OpenReward open, double plain) {
    return settings.range().clamp(plain + open.bonus() + open.shaping());
  }

  private static List<String> evidence(OpenReward open, String row) {
    List<String> sources = open.components().values().stream().map(Held::source).sorted().toList();
    return sources.isEmpty() ? List.of(row) : sources;
  }

  private static void put(Map<String, Double> adjustments, String name, double value) {
    if (value != 0) {
      adjustments.put(name, value);
    }
  }
}
