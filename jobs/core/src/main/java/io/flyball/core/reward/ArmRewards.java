package io.flyball.core.reward;

import java.util.HashMap;
import java.util.Map;

/**
 * What one arm earned on one surface, component by component, so that other weights can be judged
 * against it.
 *
 * @param count decisions rewarded
 * @param sums of each component's input to the weighted sum
 * @param sum of weighted sums
 * @param squares of weighted sums
 */
public record ArmRewards(long count, Map<String, Double> sums, double sum, double squares) {
  static final ArmRewards NONE = new ArmRewards(0, Map.of(), 0, 0);

  /** After one more decision. */
  ArmRewards counted() {
    return new ArmRewards(count + 1, sums, sum, squares);
  }

  /**
   * After a reward changed.
   *
   * @param from what entered its weighted sum before; empty for a new one
   * @param to what enters it now
   * @param before its weighted sum before; 0 for a new one
   * @param after its weighted sum now
   */
  ArmRewards moved(Map<String, Double> from, Map<String, Double> to, double before, double after) {
    Map<String, Double> next = new HashMap<>(sums);
    to.forEach(
        (name, input) -> next.merge(name, input - from.getOrDefault(name, 0.0), Double::sum));
    from.forEach(
        (name, input) -> {
          if (!to.containsKey(name)) {
            next.merge(name, -input, Double::sum);
          }
        });
    return new ArmRewards(
        count, next, sum + after - before, squares + after * after - before * before);
  }

  /** Mean of each component. */
  Map<String, Double> means() {
    Map<String, Double> means = new HashMap<>();
    sums.forEach((name, total) -> means.put(name, total / count));
    return means;
  }

  /** Standard error of the mean weighted sum; infinite below two decisions. */
  double error() {
    double variance = Math.max(0, squares - sum * sum / count) / (count - 1);
    return count < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(variance / count);
  }
}
