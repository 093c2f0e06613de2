package io.flyball.tools.bandit;

import io.flyball.core.bandit.env.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One policy over all seeds. */
public record PolicyRuns(String policy, List<SeedRun> runs) {

  public double mean(ToDoubleFunction<SeedRun> value) {
    return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  /** Standard deviation over the seeds; 0 for a single one. */
  public double sd(ToDoubleFunction<SeedRun> value) {
    double mean = mean(value);
    double squares = runs.stream().mapToDouble(value).map(v -> (v - mean) * (v - mean)).sum();
    return runs.size() < 2 ? 0 : Math.sqrt(squares / (runs.size() - 1));
  }

  public static ToDoubleFunction<SeedRun> regretAt(int mark) {
    return run -> run.report().regret()[mark];
  }

  /** Decisions per second, of the clock or of the processor, over all seeds. */
  public double rate(ToDoubleFunction<SeedRun> seconds) {
    double rounds = runs.stream().mapToDouble(run -> run.report().rounds()).sum();
    // The processor's clock ticks every 10 ms.
    return rounds / Math.max(0.01, runs.stream().mapToDouble(seconds).sum());
  }

  public boolean conserved() {
    return runs.stream().allMatch(SeedRun::conserved);
  }

  public Map<String, Object> json(World world) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("env", world.env());
    json.put("policy", policy);
    json.put("rounds", world.rounds());
    json.put("delay", world.delay());
    Map<String, Object> mean = new LinkedHashMap<>();
    Map<String, Object> sd = new LinkedHashMap<>();
    for (int i = 0; i < Report.MARKS.size(); i++) {
      mean.put(Report.MARKS.get(i) + "%", mean(regretAt(i)));
      sd.put(Report.MARKS.get(i) + "%", sd(regretAt(i)));
    }
    json.put("meanRegret", mean);
    json.put("sdRegret", sd);
    json.put("decisionsPerSecond", Math.round(rate(SeedRun::seconds)));
    json.put("decisionsPerCpuSecond", Math.round(rate(SeedRun::cpuSeconds)));
    json.put("runs", runs.stream().map(SeedRun::json).toList());
    return json;
  }
}
