package io.flyball.bench.jmh;

import io.flyball.core.random.Draws;
import io.flyball.core.reward.weigh.ObjectiveScales;
import io.flyball.core.reward.weigh.RewardWeights;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A reward of eight components: standardised, weighed, and learned by its scales. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RewardKernels {
  private static final int REWARDS = 1024;
  private static final int COMPONENTS = 8;
  private static final double MEMORY = 10_000;

  private final double[][] values = new double[REWARDS][COMPONENTS];
  private final double[] weights = new double[COMPONENTS];
  private final double[] standardised = new double[COMPONENTS];
  private final ObjectiveScales scales = ObjectiveScales.fresh(COMPONENTS);
  private final Map<Integer, Map<String, Double>> byName = new HashMap<>();
  private RewardWeights named;
  private int next;

  /** Different rewards, of components of very different scales. */
  @Setup
  public void draw() {
    Map<String, Double> names = new HashMap<>();
    for (int k = 0; k < COMPONENTS; k++) {
      weights[k] = 1 + k;
      names.put("component" + k, weights[k]);
    }
    named = RewardWeights.of(names);
    for (int i = 0; i < REWARDS; i++) {
      Map<String, Double> reward = new HashMap<>();
      for (int k = 0; k < COMPONENTS; k++) {
        values[i][k] = Math.pow(10, k - 4) * Draws.gaussian(1, i, k);
        reward.put("component" + k, values[i][k]);
      }
      byName.put(i, reward);
    }
  }

  private int next() {
    next = (next + 1) % REWARDS;
    return next;
  }

  /** The hot path of a normalised reward: standardise, weigh, observe. */
  @Benchmark
  public double composeAndNormalise() {
    double[] reward = values[next()];
    scales.standardise(reward, standardised);
    double composed = ObjectiveScales.compose(standardised, weights);
    scales.observe(reward, MEMORY);
    return composed;
  }

  /** A plain weighted sum of named components, as the ledger makes it. */
  @Benchmark
  public double composeByName() {
    return named.combine(byName.get(next()));
  }
}
