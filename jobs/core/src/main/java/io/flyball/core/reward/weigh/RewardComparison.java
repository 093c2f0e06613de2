package io.flyball.core.reward.weigh;

import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.stats.CoMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The same rewards under two sets of weights: how their scalars differ, how their ranking does, and
 * how far a policy that learns from them could move. Holds two numbers a reward and four an arm.
 */
public final class RewardComparison {

  /**
   * One arm in one context.
   *
   * @param context where the arm is chosen, such as policy and surface
   * @param arm the arm
   * @param rewards how many it earned
   * @param before mean under the first weights
   * @param after mean under the second
   */
  public record ArmMean(String context, String arm, long rewards, double before, double after) {}

  private static final class Sum {
    private long rewards;
    private double before;
    private double after;
  }

  private final RewardWeights first;
  private final RewardWeights second;
  private final CoMoments moments = new CoMoments();
  private final List<double[]> scalars = new ArrayList<>();
  private final Map<String, Map<String, Sum>> arms = new TreeMap<>();
  private long different;
  private long opposite;

  public RewardComparison(RewardWeights first, RewardWeights second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Takes a reward.
   *
   * @param arm empty when nobody knows it: the reward then counts for no arm
   */
  public void add(String context, String arm, Map<String, Double> components) {
    double before = first.combine(components);
    double after = second.combine(components);
    moments.add(before, after);
    scalars.add(new double[] {before, after});
    different += before != after ? 1 : 0;
    opposite += before * after < 0 ? 1 : 0;
    if (!arm.isEmpty()) {
      Sum sum =
          arms.computeIfAbsent(context, key -> new TreeMap<>())
              .computeIfAbsent(arm, key -> new Sum());
      sum.rewards++;
      sum.before += before;
      sum.after += after;
    }
  }

  public long rewards() {
    return scalars.size();
  }

  /** Rewards whose scalars differ. */
  public long different() {
    return different;
  }

  /** Rewards whose scalars have opposite signs. */
  public long opposite() {
    return opposite;
  }

  /** Mean scalar under the first weights; NaN without rewards. */
  public double meanBefore() {
    return moments.meanX();
  }

  /** Mean scalar under the second weights; NaN without rewards. */
  public double meanAfter() {
    return moments.meanY();
  }

  /** Pearson correlation of the scalars; NaN when either is constant. */
  public double pearson() {
    return moments.pearson();
  }

  /** Rank correlation of the scalars (Spearman's rho, ties by mean rank). Cost: O(n log n). */
  public double spearman() {
    double[] before = ranks(0);
    double[] after = ranks(1);
    CoMoments of = new CoMoments();
    for (int i = 0; i < before.length; i++) {
      of.add(before[i], after[i]);
    }
    return of.pearson();
  }

  private double[] ranks(int side) {
    Integer[] order = new Integer[scalars.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingDouble(i -> scalars.get(i)[side]));
    double[] ranks = new double[order.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scalars.get(order[to])[side] == scalars.get(order[from])[side]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** The arms, by context and from best to worst under the first weights. */
  public List<ArmMean> arms() {
    List<ArmMean> out = new ArrayList<>();
    arms.forEach(
        (context, sums) -> {
          List<ArmMean> means = new ArrayList<>();
          sums.forEach(
              (arm, sum) ->
                  means.add(
                      new ArmMean(
                          context,
                          arm,
                          sum.rewards,
                          sum.before / sum.rewards,
                          sum.after / sum.rewards)));
          means.sort(Comparator.comparingDouble(ArmMean::before).reversed());
          out.addAll(means);
        });
    return out;
  }

  /** Contexts whose best arm is another under the second weights. */
  public long bestChanged() {
    long changed = 0;
    for (Map<String, Sum> context : arms.values()) {
      changed += best(context, true).equals(best(context, false)) ? 0 : 1;
    }
    return changed;
  }

  /** Contexts with arms. */
  public int contexts() {
    return arms.size();
  }

  private static String best(Map<String, Sum> context, boolean before) {
    String best = "";
    double most = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Sum> arm : context.entrySet()) {
      Sum sum = arm.getValue();
      double mean = (before ? sum.before : sum.after) / sum.rewards;
      if (mean > most) {
        most = mean;
        best = arm.getKey();
      }
    }
    return best;
  }

  /** How far a policy could move, and whether the guard would let the change through. */
  public ShiftGuard.Verdict verdict(ShiftGuard guard) {
    double[][] before = new double[arms.size()][];
    double[][] after = new double[arms.size()][];
    int c = 0;
    for (Map<String, Sum> context : arms.values()) {
      before[c] = context.values().stream().mapToDouble(s -> s.before / s.rewards).toArray();
      after[c] = context.values().stream().mapToDouble(s -> s.after / s.rewards).toArray();
      c++;
    }
    return guard.judge(before, after, 0, 0);
  }
}
