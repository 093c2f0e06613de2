package io.flyball.cli.bandit;

import io.flyball.core.bandit.env.Report;
import io.flyball.tools.bandit.PolicyRuns;
import io.flyball.tools.bandit.SeedRun;
import io.flyball.tools.bandit.World;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The report for people. */
final class SimulationTable {
  private SimulationTable() {}

  static void print(PrintWriter out, World world, String seeds, List<PolicyRuns> policies) {
    PolicyRuns first = policies.get(0);
    int width = policies.stream().mapToInt(p -> p.policy().length()).max().orElse(0);
    boolean several = first.runs().size() > 1;
    out.printf(
        Locale.ROOT,
        "%s: %,d rounds, %s, delay %s%n",
        world.env(),
        world.rounds(),
        seeds,
        world.delay());
    out.printf(
        Locale.ROOT,
        "regret of random play %,.1f, of the best single arm %,.1f%s%n%n",
        first.mean(run -> run.report().uniformRegret()),
        first.mean(run -> run.report().bestFixedRegret()),
        several ? " (means)" : "");
    out.printf(Locale.ROOT, "%-" + width + "s", "regret after");
    for (int mark : Report.MARKS) {
      out.printf(Locale.ROOT, several ? "  %20s" : "  %12s", mark + "%");
    }
    out.println();
    for (PolicyRuns policy : policies) {
      out.printf(Locale.ROOT, "%-" + Math.max(width, 12) + "s", policy.policy());
      for (int i = 0; i < Report.MARKS.size(); i++) {
        double mean = policy.mean(PolicyRuns.regretAt(i));
        double sd = policy.sd(PolicyRuns.regretAt(i));
        out.printf(
            Locale.ROOT,
            several ? "  %20s" : "  %12s",
            several
                ? String.format(Locale.ROOT, "%,.1f +- %,.1f", mean, sd)
                : String.format(Locale.ROOT, "%,.4f", mean));
      }
      out.println();
    }
    for (PolicyRuns policy : policies) {
      details(out, policy);
    }
  }

  private static void details(PrintWriter out, PolicyRuns policy) {
    List<SeedRun> runs = policy.runs();
    out.printf(
        Locale.ROOT,
        "%n%s%n  %,d decided = %,d learned + %,d pending + %,d lost%s%n",
        policy.policy(),
        runs.stream().mapToLong(run -> run.report().rounds()).sum(),
        runs.stream().mapToLong(run -> run.report().learned()).sum(),
        runs.stream().mapToLong(run -> run.report().pending()).sum(),
        runs.stream().mapToLong(run -> run.report().lost()).sum(),
        policy.conserved() ? "" : "  NOT CONSERVED");
    double z = runs.stream().mapToDouble(run -> run.report().auditZ()).max().orElse(0);
    out.printf(
        Locale.ROOT,
        "  mean reward %.5f, %,.0f switches, propensity audit |z| <= %.2f (%s)%n",
        policy.mean(SeedRun::meanReward),
        policy.mean(run -> run.report().switches()),
        z,
        z < 4 ? "passed" : "suspicious: beyond 4");
    out.printf(
        Locale.ROOT,
        "  %,.0f decisions/s, %,.0f per CPU second of the whole process%n",
        policy.rate(SeedRun::seconds),
        policy.rate(SeedRun::cpuSeconds));
  }
}
