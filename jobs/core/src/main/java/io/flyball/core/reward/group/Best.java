package io.flyball.core.reward.group;

import io.flyball.core.bandit.Checks;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The best member of a group, each member with one score per metric; larger is better. */
public final class Best {
  private Best() {}

  /**
   * Average rank of each member over the metrics, 1 for the best; equal scores share the mean of
   * their ranks. Unlike a mean score it does not change when a metric is rescaled by anything
   * monotone (the selection of RAPO++, arXiv 2510.20206). Cost: O(n^2 metrics).
   */
  public static double[] averageRanks(double[][] scores) {
    check(scores);
    double[] out = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      for (int k = 0; k < scores[i].length; k++) {
        double above = 0;
        for (int j = 0; j < scores.length; j++) {
          above += j == i ? 0 : beats(scores[j][k], scores[i][k]);
        }
        out[i] += (1 + above) / scores[i].length;
      }
    }
    return out;
  }

  /** Index of the least average rank, the first of equals. */
  public static int byAverageRank(double[][] scores) {
    double[] ranks = averageRanks(scores);
    int best = 0;
    for (int i = 1; i < ranks.length; i++) {
      best = ranks[i] < ranks[best] - 1e-12 ? i : best;
    }
    return best;
  }

  /** Index of the greatest value, the first of equals. */
  public static int byValue(double[] values) {
    Checks.vector("values", values, values.length);
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** One column per component of any member; a missing one is below all that are there. */
  static double[][] table(List<Map<String, Double>> members) {
    SortedSet<String> names = new TreeSet<>();
    members.forEach(member -> names.addAll(member.keySet()));
    double[][] scores = new double[members.size()][names.size()];
    int k = 0;
    for (String name : names) {
      double least = Double.MAX_VALUE;
      for (Map<String, Double> member : members) {
        least = Math.min(least, member.getOrDefault(name, Double.MAX_VALUE));
      }
      for (int i = 0; i < scores.length; i++) {
        scores[i][k] = members.get(i).getOrDefault(name, least - 1);
      }
      k++;
    }
    return scores;
  }

  /** The mean component, the same bits whatever map holds them. */
  static double mean(Map<String, Double> components) {
    double sum = 0;
    for (String name : new TreeSet<>(components.keySet())) {
      sum += components.get(name);
    }
    return sum / components.size();
  }

  private static double beats(double other, double mine) {
    return other > mine ? 1 : other == mine ? .5 : 0;
  }

  private static void check(double[][] scores) {
    for (double[] row : scores) {
      if (row.length == 0 || row.length != scores[0].length) {
        throw new IllegalArgumentException(
            "every member needs " + scores[0].length + " scores, at least 1; found " + row.length);
      }
      Checks.vector("scores", row, row.length);
    }
  }
}
