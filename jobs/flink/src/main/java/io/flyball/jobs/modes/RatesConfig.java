package io.flyball.jobs.modes;

import io.flyball.core.modes.RateEstimator;
import io.flyball.core.modes.RateMatrix;
import io.flyball.core.modes.RatePrior;
import io.flyball.core.modes.RateSettings;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The {@code modes.rates} section: how entities of a segment move between modes. */
public record RatesConfig(
    @Key(
            value = "em",
            meaning =
                "em: states were seen at moments that the entity did not choose; jumps: every"
                    + " change is an observation; naive: jumps over time although changes in"
                    + " between were missed, to compare with.")
        RateEstimator method,
    @Key(value = "1 h", min = "1 s", meaning = "How often rates are estimated.") Duration window,
    @Key(value = "1 min", min = "1 ms", meaning = "Unit of time of the rates.") Duration unit,
    @Key(
            value = "1 s",
            min = "1 ms",
            meaning = "Shortest gap between two looks that is told from shorter ones.")
        Duration leastGap,
    @Key(
            value = "1 d",
            min = "2 ms",
            meaning = "Longest gap between two looks that is told from longer ones.")
        Duration mostGap,
    @Key(
            value = "1",
            min = "0.001",
            max = "1",
            meaning = "Share of the earlier pairs that still counts a window later.")
        double kept,
    @Key(value = "100", min = "1", meaning = "Fewest pairs that rates are estimated from.")
        double least,
    @Key(
            value = "24",
            min = "1",
            max = "100000",
            meaning = "Windows without a pair after which a segment is forgotten.")
        int forgetAfter,
    @Key(value = "0.5", min = "0", max = "1000000", meaning = "Imagined jumps of each kind.")
        double priorJumps,
    @Key(
            value = "1",
            min = "0",
            max = "1000000",
            meaning = "Imagined time in each mode, in the unit of the rates.")
        double priorTime,
    @Key(meaning = "Jumps that cannot happen, each as FROM-TO, such as 0-2.")
        List<String> forbidden,
    @Key(
            value = "60",
            min = "1",
            max = "1000",
            meaning = "Iterations of the EM in one window; the next one goes on from there.")
        int iterations,
    @Key(
            meaning =
                "Rates that drift is told from, row by row, rows of sum 0; empty for the first"
                    + " identified estimate of the segment.")
        List<Double> reference,
    @Key(
            value = "2",
            min = "1.000001",
            max = "1000000",
            meaning =
                "A relaxation time so many times that of the reference is an alert (TRAPPED).")
        double trapped)
    implements Serializable {

  public RatesConfig {
    if (leastGap.compareTo(mostGap) >= 0) {
      throw new ConfigException(
          "most-gap", mostGap, "longer than modes.rates.least-gap, which is " + leastGap);
    }
  }

  RateSettings settings(int states) {
    double length = (double) unit.toMillis();
    return new RateSettings(
        method,
        states,
        (double) leastGap.toMillis(),
        (double) mostGap.toMillis(),
        length,
        new RatePrior(priorJumps, Math.min(1e12, priorTime * length), allowed(states)),
        kept,
        iterations,
        least,
        reference(states),
        trapped);
  }

  private boolean[][] allowed(int states) {
    boolean[][] allowed = new boolean[states][states];
    for (boolean[] row : allowed) {
      Arrays.fill(row, true);
    }
    for (String jump : forbidden) {
      String[] ends = jump.split("-", -1);
      int from = ends.length == 2 ? state(ends[0], states) : -1;
      int to = ends.length == 2 ? state(ends[1], states) : -1;
      if (from < 0 || to < 0 || from == to) {
        throw new ConfigException(
            "rates.forbidden", jump, "FROM-TO with two of the modes 0 to " + (states - 1));
      }
      allowed[from][to] = false;
    }
    return allowed;
  }

  private static int state(String text, int states) {
    try {
      int state = Integer.parseInt(text.strip());
      return state < states ? state : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private Optional<RateMatrix> reference(int states) {
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    if (reference.size() != states * states) {
      throw new ConfigException(
          "rates.reference", reference, states * states + " numbers: modes.modes rows of as many");
    }
    double[][] rows = new double[states][states];
    for (int i = 0; i < reference.size(); i++) {
      rows[i / states][i % states] = reference.get(i);
    }
    try {
      return Optional.of(RateMatrix.of(rows));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("rates.reference", reference, "rates: " + e.getMessage());
    }
  }
}
