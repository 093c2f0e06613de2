package io.flyball.tools.bandit;

import com.sun.management.OperatingSystemMXBean;
import io.flyball.core.bandit.env.Player;
import io.flyball.core.bandit.env.Report;
import io.flyball.core.bandit.env.Simulation;
import io.flyball.core.bandit.env.SlateSimulation;
import io.flyball.core.bandit.env.SlateUsers;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.tools.UserError;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * One policy in one world.
 *
 * @param seconds of the clock, world and learner together
 * @param cpuSeconds of the whole process, its compiler and collector included
 * @param counts what the bandit job has counted; empty when the learner played alone
 */
public record SeedRun(
    long seed, Report report, double seconds, double cpuSeconds, Map<String, Long> counts) {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * Slates that a world asks for.
   *
   * @param users how they look at a slate
   * @param credit how their clicks are credited
   */
  public record Slates(int positions, SlateUsers users, SlateSimulation.Credit credit) {}

  public static SeedRun play(World world, String policy, long seed, LongConsumer progress) {
    return play(world, policy, seed, world.player(policy), progress);
  }

  /** The same with slates; see {@link SlateSimulation}. */
  public static SeedRun slates(
      World world, Slates slates, String policy, long seed, LongConsumer progress) {
    return timed(
        world,
        policy,
        seed,
        () ->
            new SlateSimulation(
                    world.environment(seed),
                    world.learner(policy),
                    slates.positions(),
                    slates.users(),
                    slates.credit())
                .play(world.rounds(), progress));
  }

  /** The same with any player. */
  public static SeedRun play(
      World world, String policy, long seed, Player player, LongConsumer progress) {
    return timed(
        world,
        policy,
        seed,
        () ->
            Simulation.run(
                world.environment(seed), player, world.rewardDelay(), world.rounds(), progress));
  }

  private static SeedRun timed(World world, String policy, long seed, Supplier<Report> played) {
    long start = System.nanoTime();
    long cpu = PROCESS.getProcessCpuTime();
    try {
      Report report = played.get();
      return new SeedRun(
          seed,
          report,
          (System.nanoTime() - start) / 1e9,
          (PROCESS.getProcessCpuTime() - cpu) / 1e9,
          Map.of());
    } catch (IllegalArgumentException e) {
      throw cannotGoOn(world, policy, seed, e);
    }
  }

  /** The error of a policy that refuses what its world gives. */
  public static UserError cannotGoOn(
      World world, String policy, long seed, IllegalArgumentException why) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "policy '%s' cannot go on in environment '%s', seed %d: %s",
            policy,
            world.env(),
            seed,
            why.getMessage()),
        why);
  }

  /** Every decision is accounted for, and the job counted as the world did. */
  public boolean conserved() {
    return report.conserved()
        && (counts.isEmpty()
            || (count(ServingCount.DECISIONS) == report.rounds()
                && count(ServingCount.REWARDED) == report.learned()
                && count(ServingCount.CENSORED) == report.pending() + report.lost()
                && count(ServingCount.DEFAULTED) + count(ServingCount.PENDING) == 0));
  }

  /** The same run with what the bandit job has counted. */
  public SeedRun withCounts(Map<String, Long> counted) {
    return new SeedRun(seed, report, seconds, cpuSeconds, counted);
  }

  private long count(ServingCount which) {
    return counts.getOrDefault(which.name(), 0L);
  }

  public double meanReward() {
    return report.reward() / report.rounds();
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", seed);
    Map<String, Object> regret = new LinkedHashMap<>();
    for (int i = 0; i < Report.MARKS.size(); i++) {
      regret.put(Report.MARKS.get(i) + "%", report.regret()[i]);
    }
    json.put("regret", regret);
    json.put("randomRegret", report.uniformRegret());
    json.put("bestArmRegret", report.bestFixedRegret());
    json.put("meanReward", meanReward());
    json.put("switches", report.switches());
    json.put("auditZ", Double.isFinite(report.auditZ()) ? report.auditZ() : "infinite");
    json.put("decided", report.rounds());
    json.put("learned", report.learned());
    json.put("pending", report.pending());
    json.put("lost", report.lost());
    json.put("conserved", conserved());
    json.put("seconds", seconds);
    json.put("cpuSeconds", cpuSeconds);
    if (!counts.isEmpty()) {
      json.put("job", counts);
    }
    return json;
  }
}
