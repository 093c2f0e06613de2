package io.flyball.bench.jmh;

import io.flyball.bench.FeedbackLoad;
import io.flyball.bench.MemoryAttribution;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Attribution on hash maps that hold a full set of windows. Each kernel takes a whole stretch of
 * the load, once, because an event cannot happen twice.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class AttributionKernels {
  /** Fourteen days of the load. */
  private static final int FILL = 310_000;

  private static final int EXPOSURES = 120_000;
  private static final int SIGNALS = 40_000;
  private static final int MIXED = EXPOSURES + SIGNALS;
  private static final long OUT_OF_ORDER_MS = 300_000;

  private AttributionRules rules;
  private Object[] events;
  private MemoryAttribution attribution;

  /** Draws the load once, without its copies. */
  @Setup
  public void draw() {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of());
    rules = config.feedback().rules();
    FeedbackLoad load = new FeedbackLoad(1, 100_000);
    events = new Object[FILL + 2 * MIXED];
    int filled = 0;
    for (long i = 0; filled < events.length; i++) {
      if (!load.isCopy(i)) {
        events[filled++] =
            load.at(i) instanceof io.flyball.schemas.Exposure exposure
                ? CoreRecords.of(exposure)
                : CoreRecords.of((io.flyball.schemas.FeedbackSignal) load.at(i));
      }
    }
  }

  /** A new state that the first windows have filled. */
  @Setup(Level.Invocation)
  public void fill() {
    attribution = new MemoryAttribution(rules);
    for (int i = 0; i < FILL; i++) {
      accept(i);
    }
    attribution.advance(((Exposure) lastExposure(FILL)).time() - OUT_OF_ORDER_MS);
  }

  private Object lastExposure(int before) {
    int i = before - 1;
    while (!(events[i] instanceof Exposure)) {
      i--;
    }
    return events[i];
  }

  private void accept(int index) {
    if (events[index] instanceof Exposure exposure) {
      attribution.accept(exposure);
    } else {
      attribution.accept((FeedbackSignal) events[index]);
    }
  }

  /**
   * Exposures and signals as they come, with the timers that fall due; an operation is an event.
   */
  @Benchmark
  @OperationsPerInvocation(MIXED)
  public long attribute() {
    for (int i = FILL; i < FILL + MIXED; i++) {
      accept(i);
      if (i % 1000 == 0) {
        attribution.advance(((Exposure) lastExposure(i)).time() - OUT_OF_ORDER_MS);
      }
    }
    return attribution.count(FeedbackCount.SIGNALS_ATTRIBUTED);
  }

  @Benchmark
  @OperationsPerInvocation(EXPOSURES)
  public long onExposure() {
    int taken = 0;
    for (int i = FILL; taken < EXPOSURES; i++) {
      if (events[i] instanceof Exposure exposure) {
        attribution.accept(exposure);
        taken++;
      }
    }
    return attribution.count(FeedbackCount.ACCEPTED_EXPOSURES);
  }

  /** Signals that answer exposures of the last two weeks, or wait for later ones. */
  @Benchmark
  @OperationsPerInvocation(SIGNALS)
  public long onSignal() {
    int taken = 0;
    for (int i = FILL; taken < SIGNALS; i++) {
      if (events[i] instanceof FeedbackSignal signal) {
        attribution.accept(signal);
        taken++;
      }
    }
    return attribution.count(FeedbackCount.ACCEPTED_SIGNALS);
  }
}
