package io.flyball.core.reward.group;

import io.flyball.core.bandit.Pick;
import io.flyball.core.random.Draws;
import io.flyball.core.reward.weigh.RewardWeights;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges a complete group: the learner's own attempts by each other, a teacher's only by itself and
 * only while the gate is open. A function of the members and the group's id alone.
 *
 * @param mode what is done
 * @param successAbove an attempt whose sum is above this is a success
 * @param gate when a teacher's attempts count
 * @param temperature of {@link GroupMode#SOFT_CHOICE}, above 0
 * @param seed of its draw
 */
public record GroupJudge(
    GroupMode mode, double successAbove, TeacherGate gate, double temperature, long seed)
    implements Serializable {

  public GroupJudge {
    new SoftValue(temperature);
  }

  /**
   * What a member earned.
   *
   * @param attempt the member
   * @param sum its weighted sum
   * @param value its advantage, or 1 or 0 where one is chosen; a teacher's sum
   * @param propensity with which it was or was not chosen; null where nothing is drawn
   */
  public record Judged(Attempt attempt, double sum, double value, Double propensity) {}

  /**
   * Judges the members.
   *
   * @param members at least 2 of the learner's own; their order does not matter to what they earn
   * @param weights of the components; null for their mean
   * @return own members and, while the gate is open, the teacher's, in the order given
   */
  public List<Judged> judge(String groupId, List<Attempt> members, RewardWeights weights) {
    List<Attempt> own = members.stream().filter(member -> !member.teacher()).toList();
    double[] sums = own.stream().mapToDouble(member -> sum(member, weights)).toArray();
    boolean[] success = new boolean[sums.length];
    for (int i = 0; i < sums.length; i++) {
      success[i] = sums[i] > successAbove;
    }
    double[] propensities = mode == GroupMode.SOFT_CHOICE ? propensities(sums) : null;
    double[] values = values(groupId, own, sums, success, propensities);
    boolean open = gate.open(success);
    List<Judged> out = new ArrayList<>();
    int next = 0;
    for (Attempt member : members) {
      if (!member.teacher()) {
        Double propensity = propensities == null ? null : propensities[next];
        out.add(new Judged(member, sums[next], values[next++], propensity));
      } else if (open) {
        double sum = sum(member, weights);
        out.add(new Judged(member, sum, sum, null));
      }
    }
    return out;
  }

  private double[] propensities(double[] sums) {
    return new SoftValue(temperature).propensities(sums);
  }

  private double[] values(
      String groupId, List<Attempt> own, double[] sums, boolean[] success, double[] propensities) {
    if (mode == GroupMode.NEGATIVE_AWARE) {
      return NegativeAware.USUAL.weights(success);
    }
    if (mode.comparison() != null) {
      return mode.comparison().of(sums);
    }
    double[] out = new double[sums.length];
    Pick.oneHot(
        switch (mode) {
          case BEST_BY_RANK ->
              Best.byAverageRank(Best.table(own.stream().map(Attempt::components).toList()));
          case SOFT_CHOICE ->
              Pick.from(propensities, Draws.uniform(seed, Draws.hash64(groupId), 0));
          default -> Best.byValue(sums);
        },
        out);
    return out;
  }

  private static double sum(Attempt member, RewardWeights weights) {
    if (weights != null) {
      return weights.combine(member.components());
    }
    return Best.mean(member.components());
  }

  /** The weights of a map of them; null, for the mean, when it is empty. */
  public static RewardWeights weights(Map<String, Double> weights) {
    return weights.isEmpty() ? null : RewardWeights.of(weights);
  }
}
