package io.flyball.core.reward;

import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.reward.shape.ExplorationBonus;
import io.flyball.core.reward.weigh.RewardWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Judges a change of rules by the mean components of each arm: a context is a surface, its arms are
 * the items shown there often enough.
 */
final class ArmVerdict {
  private final RewardSettings settings;

  ArmVerdict(RewardSettings settings) {
    this.settings = settings;
  }

  ShiftGuard.Verdict judge(
      Supplier<Iterable<Map.Entry<String, ArmRewards>>> arms,
      RewardRules before,
      RewardRules after) {
    SortedMap<String, List<ArmRewards>> contexts = new TreeMap<>();
    // In the order of names: the same verdict on every machine.
    SortedMap<String, ArmRewards> sorted = new TreeMap<>();
    arms.get().forEach(arm -> sorted.put(arm.getKey(), arm.getValue()));
    sorted.forEach(
        (name, arm) -> {
          if (arm.count() >= settings.leastRewards()) {
            String surface = name.substring(0, Math.max(0, name.indexOf('\n')));
            contexts.computeIfAbsent(surface, key -> new ArrayList<>()).add(arm);
          }
        });
    double[][] then = rewards(contexts, before.weights(), before.bonus());
    double[][] now = rewards(contexts, after.weights(), after.bonus());
    double[][] errors = new double[contexts.size()][];
    int c = 0;
    for (List<ArmRewards> context : contexts.values()) {
      errors[c++] = context.stream().mapToDouble(ArmRewards::error).toArray();
    }
    double shaping = contexts.isEmpty() ? 0 : shapingChange(before, after);
    return settings.guard().judge(then, now, shaping, settings.ties().rate(then, errors));
  }

  private static double[][] rewards(
      SortedMap<String, List<ArmRewards>> contexts, RewardWeights weights, double bonus) {
    double[][] out = new double[contexts.size()][];
    int c = 0;
    for (List<ArmRewards> context : contexts.values()) {
      out[c++] =
          context.stream()
              .mapToDouble(
                  arm ->
                      weights.combine(arm.means())
                          + (bonus == 0 ? 0 : new ExplorationBonus(bonus, bonus).of(arm.count())))
              .toArray();
    }
    return out;
  }

  /**
   * A potential enters once with gamma and once without: it moves a reward by (1 + gamma) of it.
   */
  private double shapingChange(RewardRules before, RewardRules after) {
    TreeSet<String> states = new TreeSet<>(before.potentials().keySet());
    states.addAll(after.potentials().keySet());
    double most = 0;
    for (String state : states) {
      most = Math.max(most, Math.abs(after.potential(state) - before.potential(state)));
    }
    return (1 + settings.shaping().discount()) * most;
  }
}
