package io.flyball.bench.jmh;

import io.flyball.core.drift.Detector;
import io.flyball.core.drift.DetectorSpec;
import io.flyball.core.random.Draws;
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

/** One value into each detector, over a stationary stream of three million fair coin tosses. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 6)
@Fork(1)
public class DriftKernels {
  private static final int VALUES = 3_000_000;

  /** KSWIN sorts two samples for each value. */
  private static final int FEWER_VALUES = 100_000;

  private final double[] values = new double[VALUES];

  @Setup
  public void toss() {
    for (int i = 0; i < VALUES; i++) {
      values[i] = Draws.uniform(1, 0, i) < 0.5 ? 0 : 1;
    }
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long adwin() {
    return alarms("adwin", VALUES);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long pageHinkley() {
    return alarms("page-hinkley", VALUES);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long cusum() {
    return alarms("cusum", VALUES);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long hddmA() {
    return alarms("hddm-a", VALUES);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long hddmW() {
    return alarms("hddm-w", VALUES);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long ddm() {
    return alarms("ddm", VALUES);
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long eddm() {
    return alarms("eddm", VALUES);
  }

  @Benchmark
  @OperationsPerInvocation(FEWER_VALUES)
  public long kswin() {
    return alarms("kswin", FEWER_VALUES);
  }

  private long alarms(String spec, int count) {
    Detector detector = DetectorSpec.parse(spec).create();
    long alarms = 0;
    for (int i = 0; i < count; i++) {
      alarms += detector.update(values[i]).isPresent() ? 1 : 0;
    }
    return alarms;
  }
}
