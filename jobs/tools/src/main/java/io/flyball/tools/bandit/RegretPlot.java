package io.flyball.tools.bandit;

import io.flyball.core.bandit.env.Report;
import io.flyball.tools.plot.LineChart;
import java.nio.file.Path;
import java.util.List;

/** Regret over the rounds: the mean of the seeds, and one standard deviation on either side. */
public final class RegretPlot {
  private RegretPlot() {}

  public static void write(World world, List<PolicyRuns> policies, Path png) {
    LineChart chart = new LineChart("Regret in '" + world.env() + "'", "rounds", "oracle regret");
    double[] xs = new double[Report.POINTS];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = Report.round(i, world.rounds());
    }
    for (PolicyRuns policy : policies) {
      double[] mean = new double[xs.length];
      double[] low = new double[xs.length];
      double[] high = new double[xs.length];
      for (int i = 0; i < xs.length; i++) {
        int point = i;
        mean[i] = policy.mean(run -> run.report().curve()[point]);
        double sd = policy.sd(run -> run.report().curve()[point]);
        low[i] = Math.max(0, mean[i] - sd);
        high[i] = mean[i] + sd;
      }
      if (policy.runs().size() > 1) {
        chart.band(policy.policy() + " +- sd", xs, low, high);
      }
      chart.line(policy.policy(), xs, mean);
    }
    chart.write(png);
  }
}
