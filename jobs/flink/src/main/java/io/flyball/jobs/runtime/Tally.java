package io.flyball.jobs.runtime;

import io.flyball.core.record.Reason;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Counts that survive restarts: kept in operator state, shown as Flink metrics under {@code
 * flyball.<job>} and as accumulators, so that the totals of a job add up whatever was killed on the
 * way. On rescale the counts of a subtask move whole; only their sum over subtasks means something.
 *
 * <p>Single-threaded, as operators are. Cost: one hash look-up a count.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String STATE = "tally";
  private static final String DEAD_LETTERS = "DEAD_LETTERS";

  private final String job;
  private final Enum<?>[] declared;
  private transient Map<String, LongCounter> counters;
  private transient RuntimeContext runtime;
  private transient MetricGroup metrics;
  private transient ListState<Map<String, Long>> state;

  /**
   * Counts of a job.
   *
   * @param declared shown before there is anything to count, so that nobody looks for them in vain
   */
  public Tally(String job, Enum<?>... declared) {
    this.job = job;
    this.declared = declared.clone();
  }

  /** Call from {@code initializeState}. */
  public void restore(RuntimeContext runtime, FunctionInitializationContext context)
      throws Exception {
    this.counters = new HashMap<>();
    this.runtime = runtime;
    this.metrics = runtime.getMetricGroup().addGroup("flyball").addGroup(job);
    this.state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(STATE, Types.MAP(Types.STRING, Types.LONG)));
    for (Map<String, Long> part : state.get()) {
      part.forEach(this::add);
    }
    for (Enum<?> count : declared) {
      add(count, 0);
    }
  }

  /** Call from {@code snapshotState}. */
  public void snapshot() throws Exception {
    Map<String, Long> values = new HashMap<>();
    counters.forEach((name, counter) -> values.put(name, counter.getLocalValuePrimitive()));
    state.update(List.of(values));
  }

  /** Adds to the count {@code name}; the name is its metric's name. */
  public void add(String name, long delta) {
    LongCounter counter = counters.get(name);
    if (counter == null) {
      counter = register(name);
    }
    counter.add(delta);
  }

  public void add(Enum<?> count, long delta) {
    add(count.name(), delta);
  }

  /** A record that became a dead letter: in all, and by reason. */
  public void refused(Reason reason) {
    add(DEAD_LETTERS, 1);
    add(DEAD_LETTERS + "." + reason, 1);
  }

  private LongCounter register(String name) {
    LongCounter counter = new LongCounter();
    counters.put(name, counter);
    runtime.addAccumulator(accumulator(job, name), counter);
    metrics.gauge(name, (Gauge<Long>) counter::getLocalValuePrimitive);
    return counter;
  }

  /** The name under which a count is found among a job's accumulators. */
  public static String accumulator(String job, String name) {
    return "flyball." + job + "." + name;
  }
}
