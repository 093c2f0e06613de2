package io.flyball.cli.loop;

import io.flyball.core.loop.sim.LoopTrial;
import io.flyball.core.loop.sim.LoopTrial.Window;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** What runs of simulated worlds came to, for people: alarms, and means before and after. */
record TrialTable(String title, List<LoopTrial> trials) {

  void print(PrintWriter out, boolean takeover) {
    int runs = trials.size();
    out.printf(Locale.ROOT, "%n%s%n", title);
    OptionalDouble delay =
        trials.stream()
            .map(LoopTrial::delay)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .average();
    long found = trials.stream().filter(trial -> trial.detectedAt().isPresent()).count();
    long falseAlarms = trials.stream().mapToLong(LoopTrial::falseAlarms).sum();
    if (takeover) {
      out.printf(
          Locale.ROOT,
          "  %-22s in %,d of %,d %s",
          "detected",
          found,
          runs,
          runs == 1 ? "run" : "runs");
      delay.ifPresent(mean -> out.printf(Locale.ROOT, ", %,.0f events after the takeover", mean));
      out.println();
    }
    out.printf(
        Locale.ROOT,
        "  %-22s %,d in %,d of %,d %s%n",
        "false alarms",
        falseAlarms,
        trials.stream().filter(trial -> trial.falseAlarms() > 0).count(),
        runs,
        runs == 1 ? "run" : "runs");
    out.printf(Locale.ROOT, "  %-22s %8s %8s   %s%n", "", "before", "after", "band");
    double gini = mean(Window::exposureGini, true);
    row(
        out,
        "exposure Gini / n",
        Window::exposureGini,
        gini * (1 - LoopSimulateCommand.GINI_BAND),
        gini * (1 + LoopSimulateCommand.GINI_BAND));
    row(out, "popular source share", Window::popularShare, 0, LoopSimulateCommand.SOURCE_BAND);
    row(out, "head exposure share", Window::headShare, Double.NaN, Double.NaN);
    row(out, "choice Gini / n", Window::choiceGini, Double.NaN, Double.NaN);
  }

  private void row(
      PrintWriter out, String name, ToDoubleFunction<Window> metric, double low, double high) {
    double after = mean(metric, false);
    out.printf(Locale.ROOT, "  %-22s %8.4f %8.4f", name, mean(metric, true), after);
    if (!Double.isNaN(low)) {
      boolean within = after >= low && after <= high;
      out.printf(Locale.ROOT, "   %.4f to %.4f  %s", low, high, within ? "within" : "OUTSIDE");
    }
    out.println();
  }

  private double mean(ToDoubleFunction<Window> metric, boolean before) {
    return trials.stream()
        .mapToDouble(trial -> before ? trial.before(metric) : trial.after(metric))
        .average()
        .orElse(Double.NaN);
  }
}
