package io.flyball.bench.jmh;

import io.flyball.core.loop.Catalogue;
import io.flyball.core.loop.Estimate;
import io.flyball.core.loop.ItemCounts;
import io.flyball.core.loop.LoopMetric;
import io.flyball.core.loop.LoopWindow;
import io.flyball.core.loop.WindowMetrics;
import io.flyball.core.random.Draws;
import java.util.HashMap;
import java.util.Map;
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
 * Metrics of a scope of a million items with three million events, every item at least one and the
 * popular ones many: what an event costs, and what all metrics of the window cost, with a past of
 * the same size.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 10)
@Fork(value = 1, jvmArgs = "-Xmx1500m")
public class LoopKernels {
  private static final int ITEMS = 1_000_000;
  private static final int EVENTS = 3_000_000;
  private static final int CATEGORIES = 20;
  private static final int USERS = 300_000;

  private final long[] events = new long[EVENTS];
  private final LoopWindow window = new LoopWindow();
  private WindowMetrics metrics;

  /** Cubed uniform draws: a thousandth of the items has a tenth of them. */
  @Setup
  public void draw() {
    for (int i = 0; i < EVENTS; i++) {
      double u = Draws.uniform(1, 0, i);
      // A step that is prime to the number of items visits each once, in no order.
      events[i] = i % 3 == 0 ? i / 3 * 7_919L % ITEMS : (long) (ITEMS * u * u * u);
    }
    Map<Long, int[]> categories = new HashMap<>();
    for (long item = 0; item < ITEMS; item++) {
      categories.put(item, new int[] {(int) (item % CATEGORIES), CATEGORIES + (int) (item % 3)});
    }
    metrics = new WindowMetrics(new Catalogue(ITEMS, categories));
    for (long event : events) {
      window.addWithoutUser(event);
    }
  }

  /** One event into the counts of a scope that grows to its million items. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public ItemCounts update() {
    ItemCounts counts = new ItemCounts();
    for (long event : events) {
      counts.add(event);
    }
    return counts;
  }

  /** One event of one of 300,000 users into a window. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public LoopWindow add() {
    LoopWindow added = new LoopWindow();
    for (int i = 0; i < EVENTS; i++) {
      added.add(1 + i * 7_919L % USERS, events[i]);
    }
    return added;
  }

  /** All exact metrics of the window, once. */
  @Benchmark
  public Map<LoopMetric, Estimate> emit() {
    return metrics.of(window, window);
  }
}
