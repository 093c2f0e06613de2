package io.flyball.local.bandit;

import com.sun.management.OperatingSystemMXBean;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.env.Environment;
import io.flyball.core.bandit.env.LearnerPlayer;
import io.flyball.core.bandit.env.Report;
import io.flyball.core.bandit.env.Simulation;
import io.flyball.local.UserError;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * One policy in one world.
 *
 * @param seconds of the clock, world and learner together
 * @param cpuSeconds of the whole process, its compiler and collector included
 */
record SeedRun(long seed, Report report, double seconds, double cpuSeconds) {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static SeedRun play(World world, String policy, long seed, LongConsumer progress) {
    Environment environment = world.environment(seed);
    Learner learner = world.learner(policy);
    LearnerPlayer player = new LearnerPlayer(learner, environment.arms());
    long start = System.nanoTime();
    long cpu = PROCESS.getProcessCpuTime();
    try {
      Report report =
          Simulation.run(environment, player, world.rewardDelay(), world.rounds(), progress);
      return new SeedRun(
          seed,
          report,
          (System.nanoTime() - start) / 1e9,
          (PROCESS.getProcessCpuTime() - cpu) / 1e9);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "policy '%s' cannot go on in environment '%s', seed %d, after %,d rewards: %s"
              .formatted(policy, world.env(), seed, learner.model().learned(), e.getMessage()),
          e);
    }
  }

  double meanReward() {
    return report.reward() / report.rounds();
  }

  Map<String, Object> json() {
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
    json.put("conserved", report.conserved());
    json.put("seconds", seconds);
    json.put("cpuSeconds", cpuSeconds);
    return json;
  }
}
