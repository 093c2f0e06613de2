package io.flyball.core.reward.weigh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A log of rewards seen by one critic per objective and context (SLIM): V_k(c) is the mean of
 * objective k in context c, and
 *
 * <pre>
 *   A_k = r_k - V_k(c);   z_k = (A_k - mean A_k) / deviation A_k;   A = sum_k w_k z_k
 * </pre>
 *
 * <p>With one context V_k drops out, and A is that of {@link ObjectiveScales#batch}. A decision
 * without an objective has 0 there, as in the weighted sum. Cost: O(objectives^2) a decision, and
 * all decisions in memory.
 */
public final class CriticTable {

  /**
   * A decision.
   *
   * @param plain weighted sum of its values
   * @param composed weighted sum of its standardised advantages
   */
  public record Judged(String decision, double plain, double composed) {}

  private record Row(String decision, String context, Map<String, Double> values) {}

  private final RewardWeights weights;
  private final List<Row> rows = new ArrayList<>();
  private final SortedSet<String> names = new TreeSet<>();

  /** A table of no decisions. */
  public CriticTable(RewardWeights weights) {
    this.weights = weights;
  }

  /** Takes a decision; its values are finite. */
  public void add(String decision, String context, Map<String, Double> values) {
    rows.add(new Row(decision, context, Map.copyOf(values)));
    names.addAll(values.keySet());
  }

  /** The objectives that some decision has, by name. */
  public List<String> objectives() {
    return List.copyOf(names);
  }

  /** V_k(c): the critics of each context, in the order of objectives. */
  public Map<String, double[]> critics() {
    Map<String, double[]> sums = new TreeMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Row row : rows) {
      counts.merge(row.context(), 1, Integer::sum);
      double[] sum = sums.computeIfAbsent(row.context(), context -> new double[names.size()]);
      int k = 0;
      for (String name : names) {
        sum[k++] += row.values().getOrDefault(name, 0.0);
      }
    }
    sums.forEach(
        (context, sum) -> {
          for (int k = 0; k < sum.length; k++) {
            sum[k] /= counts.get(context);
          }
        });
    return sums;
  }

  /** Judges every decision, in the order they came, and shows it to what measures interference. */
  public List<Judged> judge(Interference seen) {
    Map<String, double[]> critics = critics();
    ObjectiveScales scales = ObjectiveScales.fresh(names.size());
    double[] advantages = new double[names.size()];
    for (Row row : rows) {
      scales.observe(advantages(row, critics, advantages), rows.size());
    }
    double[] byName = names.stream().mapToDouble(weights::of).toArray();
    List<Judged> judged = new ArrayList<>();
    for (Row row : rows) {
      double[] z = new double[advantages.length];
      scales.standardise(advantages(row, critics, advantages), z);
      double plain = weights.combine(row.values());
      double composed = ObjectiveScales.compose(z, byName);
      seen.add(z, plain, composed);
      judged.add(new Judged(row.decision(), plain, composed));
    }
    return judged;
  }

  private double[] advantages(Row row, Map<String, double[]> critics, double[] into) {
    double[] critic = critics.get(row.context());
    int k = 0;
    for (String name : names) {
      into[k] = row.values().getOrDefault(name, 0.0) - critic[k];
      k++;
    }
    return into;
  }
}
