package io.flyball.core.reward;

import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.reward.shape.ExplorationBonus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Judges a change of rules by the mean components of each arm: a context is a surface, its arms are
 * the items shown there often enough.
 */
final class ArmVerdict {
  private final RewardSettings settings;

  ArmVerdict(RewardSettings settings) {
    this.settings = settings;
  }

  /**
   * Judges a change of rules.
   *
   * @param weights what is learned beside them
   */
  ShiftGuard.Verdict judge(
      Supplier<Iterable<Map.Entry<String, ArmRewards>>> arms,
      RewardRules before,
      RewardRules after,
      AdaptedWeights weights) {
    return judge(
        arms,
        mean(weights.under(before), before.bonus()),
        mean(weights.under(after), after.bonus()),
        shapingChange(before, after));
  }

  /**
   * Judges a change of what arms earn.
   *
   * @param elsewhere further change of any reward, which no arm can be given
   */
  ShiftGuard.Verdict judge(
      Supplier<Iterable<Map.Entry<String, ArmRewards>>> arms,
      ToDoubleFunction<ArmRewards> before,
      ToDoubleFunction<ArmRewards> after,
      double elsewhere) {
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
    double[][] then = byArm(contexts, before);
    double[][] now = byArm(contexts, after);
    double[][] errors = byArm(contexts, ArmRewards::error);
    double rest = contexts.isEmpty() ? 0 : elsewhere;
    return settings.guard().judge(then, now, rest, settings.ties().rate(then, errors));
  }

  private static double[][] byArm(
      SortedMap<String, List<ArmRewards>> contexts, ToDoubleFunction<ArmRewards> value) {
    double[][] out = new double[contexts.size()][];
    int c = 0;
    for (List<ArmRewards> context : contexts.values()) {
      out[c++] = context.stream().mapToDouble(value).toArray();
    }
    return out;
  }

  private static ToDoubleFunction<ArmRewards> mean(
      ToDoubleFunction<Map<String, Double>> sum, double bonus) {
    return arm ->
        sum.applyAsDouble(arm.means())
            + (bonus == 0 ? 0 : new ExplorationBonus(bonus, bonus).of(arm.count()));
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
