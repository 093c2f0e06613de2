package io.flyball.cli.modes;

import io.flyball.core.modes.ChainSummary;
import io.flyball.core.modes.RateMatrix;
import io.flyball.tools.loop.WindowLength;
import io.flyball.tools.modes.LogRates;
import io.flyball.tools.modes.Look;
import io.flyball.tools.modes.StateNames;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How long a disturbance lasts in one window after the other.
 *
 * @param start of the window, epoch ms
 * @param pairs of looks that lie in it, at different times
 * @param summary of the rates; empty where they are not identified
 */
record FitWindows(long start, double pairs, Optional<ChainSummary> summary) {

  /**
   * Every window with a pair of looks.
   *
   * @param looks sorted by entity and time
   * @param unit ms of a unit of time
   */
  static List<FitWindows> of(
      List<Look> looks,
      StateNames names,
      long unit,
      WindowLength length,
      Function<LogRates, RateMatrix> estimate) {
    TreeMap<Long, List<Look>> windows = new TreeMap<>();
    for (Look look : looks) {
      long start = length.start(length.index(look.time()));
      windows.computeIfAbsent(start, any -> new ArrayList<>()).add(look);
    }
    List<FitWindows> rows = new ArrayList<>();
    windows.forEach(
        (start, inside) -> {
          if (hasPair(inside)) {
            LogRates pairs = LogRates.of(inside, names, unit);
            rows.add(
                new FitWindows(
                    start, pairs.counts().pairs(), ChainSummary.of(estimate.apply(pairs))));
          }
        });
    return rows;
  }

  private static boolean hasPair(List<Look> looks) {
    for (int i = 1; i < looks.size(); i++) {
      Look before = looks.get(i - 1);
      Look after = looks.get(i);
      if (after.entity().equals(before.entity()) && after.time() > before.time()) {
        return true;
      }
    }
    return false;
  }

  static void print(PrintWriter out, List<FitWindows> rows) {
    out.printf(
        Locale.ROOT, "%n%-20s %10s %10s %10s%n", "START", "PAIRS", "RELAXATION", "PRODUCTION");
    for (FitWindows row : rows) {
      out.printf(
          Locale.ROOT,
          "%-20s %,10.0f %10s %10s%n",
          Instant.ofEpochMilli(row.start()),
          row.pairs(),
          text(row.summary().map(ChainSummary::relaxationTime)),
          text(row.summary().map(ChainSummary::entropyProduction)));
    }
  }

  private static String text(Optional<Double> value) {
    return value.map(v -> String.format(Locale.ROOT, "%.4g", v)).orElse("-");
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("start", Instant.ofEpochMilli(start).toString());
    map.put("pairs", pairs);
    map.put("relaxationTime", summary.map(ChainSummary::relaxationTime).orElse(null));
    map.put("entropyProduction", summary.map(ChainSummary::entropyProduction).orElse(null));
    return map;
  }
}
