package io.flyball.bench.jmh;

import io.flyball.core.modes.GapCounts;
import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.modes.HmmFilter;
import io.flyball.core.modes.RateFit;
import io.flyball.core.modes.RateMethod;
import io.flyball.core.modes.RatePrior;
import io.flyball.core.modes.TransientTracker;
import io.flyball.core.random.Draws;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A symbol through the filter of six hidden modes and a value through the tracker, and the rates of
 * six states from sixteen gaps in sixty iterations.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 6)
@Fork(1)
public class ModesKernels {
  private static final int SYMBOLS = 1_000_000;
  private static final int FITS = 20;
  private static final int STATES = 6;

  private final int[] symbols = new int[SYMBOLS];
  private final double[] values = new double[SYMBOLS];
  private HiddenMarkovModel model;
  private GapCounts seen;

  @Setup
  public void draw() {
    double[] initial = new double[STATES];
    double[][] transition = new double[STATES][STATES];
    double[][] emission = new double[STATES][STATES];
    for (int i = 0; i < STATES; i++) {
      initial[i] = 1.0 / STATES;
      for (int j = 0; j < STATES; j++) {
        transition[i][j] = i == j ? .9 : .02;
        emission[i][j] = i == j ? .75 : .05;
      }
    }
    model = HiddenMarkovModel.of(initial, transition, emission);
    seen = new GapCounts(STATES, 1, 1 << GapCounts.BUCKETS);
    for (int i = 0; i < SYMBOLS; i++) {
      symbols[i] = (int) (STATES * Draws.uniform(1, 0, i));
      values[i] = Draws.uniform(1, 1, i) + Draws.uniform(1, 2, i);
      if (i > 0) {
        seen.add(symbols[i - 1], symbols[i], 1.5 * (1 << (i % GapCounts.BUCKETS)));
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SYMBOLS)
  public long filterAndTrack() {
    HmmFilter filter = new HmmFilter(STATES);
    TransientTracker tracker = new TransientTracker(TransientTracker.Config.standard());
    long bursts = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      filter.update(model, symbols[i], i, 1);
      bursts += tracker.update(values[i], i).isPresent() ? 1 : 0;
    }
    return bursts + filter.impossible();
  }

  @Benchmark
  @OperationsPerInvocation(FITS)
  public double rates() {
    double sum = 0;
    for (int i = 0; i < FITS; i++) {
      RateFit fit =
          RateMethod.EM.estimate(seen, RatePrior.none(), Optional.empty(), RateMethod.ITERATIONS);
      sum += fit.logLikelihood();
    }
    return sum;
  }
}
