package io.flyball.core.reward;

import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.weigh.RewardWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Components to a reward: what counts, what it weighs, what is added, and under which version. */
final class RewardMaking {
  private final RewardSettings settings;

  RewardMaking(RewardSettings settings) {
    this.settings = settings;
  }

  /**
   * The next reward of {@code open}.
   *
   * @param inputs what enters its weighted sum
   * @param plain the weighted sum
   * @param adapted what learned weights add to it
   */
  Reward of(
      OpenReward open,
      SortedMap<String, Double> inputs,
      double plain,
      double adapted,
      long time,
      String row,
      RewardRules rules) {
    int revision = open.revision() + 1;
    SortedMap<String, Double> components = components(open);
    double all = rules.weights().combine(components);
    double counting =
        inputs.size() == components.size()
            ? all
            : rules.weights().combine(counting(components, inputs));
    double value = scalar(open, plain + adapted);
    Map<String, Double> adjustments = new TreeMap<>();
    put(adjustments, Reward.HINDSIGHT, counting - all);
    put(adjustments, Reward.NORMALISING, plain - counting);
    put(adjustments, Reward.ADAPTING, adapted);
    put(adjustments, Reward.BONUS, open.bonus());
    put(adjustments, Reward.SHAPING, open.shaping());
    put(adjustments, Reward.DESIGNED, open.designed());
    double whole = plain + adapted + open.bonus() + open.shaping() + open.designed();
    put(adjustments, Reward.LIMIT, value - whole);
    Map<String, Double> shadow = new TreeMap<>();
    for (Map.Entry<String, RewardWeights> other : rules.shadows().entrySet()) {
      shadow.put(other.getKey(), scalar(open, other.getValue().combine(inputs)));
    }
    return new Reward(
        open.id(revision),
        time,
        open.decisionId(),
        value,
        objectives(inputs),
        components,
        arm(open),
        null,
        revision,
        revision == 0 ? null : open.id(0),
        rules.version(),
        shadow,
        evidence(open, row),
        adjustments,
        open.isOfSlate() ? open.position() : 0);
  }

  /** Without a policy nobody learns, and of several attempts at once no item is known. */
  private String arm(OpenReward open) {
    boolean known = open.item() != null && !open.item().isEmpty();
    return settings.namesArm() && known && Reward.isOfPolicy(open.decisionId())
        ? open.item()
        : null;
  }

  /** The inputs of the objectives; 0 for one that nobody spoke about. */
  private List<Double> objectives(Map<String, Double> inputs) {
    return settings.objectives().stream().map(name -> inputs.getOrDefault(name, 0.0)).toList();
  }

  /** Every component as scored. */
  SortedMap<String, Double> components(OpenReward open) {
    SortedMap<String, Double> values = new TreeMap<>();
    open.components().forEach((name, held) -> values.put(name, held.value()));
    return values;
  }

  /** What enters the weighted sum: the components that count, standardised where that is asked. */
  SortedMap<String, Double> inputs(OpenReward open) {
    boolean hindsightOnly = settings.replace() && saysHindsight(open);
    SortedMap<String, Double> inputs = new TreeMap<>();
    open.components()
        .forEach(
            (name, held) -> {
              if (!hindsightOnly || held.hindsight()) {
                inputs.put(name, held.standardised());
              }
            });
    return inputs;
  }

  private static boolean saysHindsight(OpenReward open) {
    for (Held held : open.components().values()) {
      if (held.hindsight()) {
        return true;
      }
    }
    return false;
  }

  /** The components that count, as scored. */
  private static Map<String, Double> counting(
      Map<String, Double> components, Map<String, Double> inputs) {
    Map<String, Double> counting = new HashMap<>(components);
    counting.keySet().retainAll(inputs.keySet());
    return counting;
  }

  private double scalar(OpenReward open, double plain) {
    return settings.range().clamp(plain + open.bonus() + open.shaping() + open.designed());
  }

  private static List<String> evidence(OpenReward open, String row) {
    if (open.components().isEmpty()) {
      return List.of(row);
    }
    List<String> sources = new ArrayList<>(open.components().size());
    for (Map.Entry<String, Held> component : open.components().entrySet()) {
      // What is predicted names the signal that it was predicted at, which is a component itself.
      if (!component.getKey().equals(ReactionModel.COMPONENT)) {
        sources.add(component.getValue().source());
      }
    }
    sources.sort(null);
    return sources;
  }

  private static void put(Map<String, Double> adjustments, String name, double value) {
    if (value != 0) {
      adjustments.put(name, value);
    }
  }
}
