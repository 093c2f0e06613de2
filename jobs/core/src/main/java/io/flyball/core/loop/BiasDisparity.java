package io.flyball.core.loop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a recommender bends what users like, category by category: the bias disparity of what it
 * shows in a window against what was taken in the past ({@link CategoryShares#biasDisparity}). An
 * item's weight is split evenly over its categories. The {@value #MOST} categories that are shown
 * most are reported as category/NAME@SCOPE.
 */
final class BiasDisparity {
  private static final int MOST = 50;

  private BiasDisparity() {}

  static void add(String scope, PaneAccumulator window, PastWindow past, List<MetricValue> out) {
    if (!window.has(Table.EXPOSURE) || past.takenByCategories().isEmpty()) {
      return;
    }
    Map<String, Long> shown = new TreeMap<>();
    window
        .interactions(Table.EXPOSURE)
        .items()
        .forEach(
            (item, count) -> {
              String joined = window.categories().get(item);
              if (joined != null) {
                shown.merge(joined, count, Long::sum);
              }
            });
    // Side 0 the past, side 1 the window, by name.
    Map<String, double[]> weights = new TreeMap<>();
    split(past.takenByCategories(), 0, weights);
    split(shown, 1, weights);
    double[] before = weights.values().stream().mapToDouble(sides -> sides[0]).toArray();
    double[] now = weights.values().stream().mapToDouble(sides -> sides[1]).toArray();
    List<String> names = List.copyOf(weights.keySet());
    if (!shown.isEmpty()) {
      most(now).forEach(c -> put(scope, names.get(c), before, now, c, out));
    }
  }

  private static void split(Map<String, Long> joined, int side, Map<String, double[]> weights) {
    joined.forEach(
        (set, count) -> {
          String[] names = Categories.split(set);
          for (String name : names) {
            weights.computeIfAbsent(name, key -> new double[2])[side] +=
                (double) count / names.length;
          }
        });
  }

  private static List<Integer> most(double[] weights) {
    Integer[] order = new Integer[weights.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -weights[i]));
    return List.of(order).subList(0, Math.min(MOST, order.length));
  }

  private static void put(
      String scope,
      String name,
      double[] before,
      double[] now,
      int category,
      List<MetricValue> out) {
    new MetricValue.Sheet(out, "category/" + name + "@" + scope, "fairness")
        .put("BIAS_DISPARITY", CategoryShares.biasDisparity(before, now, category));
  }
}
