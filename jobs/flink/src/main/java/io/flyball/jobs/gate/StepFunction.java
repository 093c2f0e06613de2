package io.flyball.jobs.gate;

import io.flyball.core.gate.GateRules;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/**
 * Plays the events of episodes in the order of event time. State: the events that wait, and a
 * memory until {@code gate.forget} after the last one.
 */
abstract class StepFunction<O> extends KeyedProcessFunction<String, StepEvent, O>
    implements Counting {
  private static final long serialVersionUID = 1;

  /** What is remembered of a key. */
  abstract static class Memory {
    /** When the last event was played; the beginning of time for a memory of nothing. */
    long last = Long.MIN_VALUE;

    /** The timer at which it may end. */
    long noted = Long.MIN_VALUE;

    abstract byte[] toBytes() throws IOException;
  }

  private final GateConfig config;
  private final String steps;
  private final String memory;
  private final long forget;
  private final Tally tally = new Tally(GateTopology.JOB);
  private transient GateRules.Supervision supervision;
  private transient DueRecords<StepEvent> waiting;
  private transient ValueState<byte[]> memories;

  /**
   * @param steps name of the state of the events that wait
   * @param memory name of the state of what is remembered
   */
  StepFunction(GateConfig config, String steps, String memory) {
    this.config = config;
    this.steps = steps;
    this.memory = memory;
    this.forget = config.forget().toMillis();
  }

  @Override
  public final Tally tally() {
    return tally;
  }

  @Override
  public final void open(OpenContext context) {
    supervision = config.configured().supervision();
    waiting = new DueRecords<>(getRuntimeContext(), steps, StepEvent.class, StepEvent.ORDER);
    memories = PackedValue.of(getRuntimeContext(), memory);
  }

  final GateRules.Supervision supervision() {
    return supervision;
  }

  final DueRecords<StepEvent> waiting() {
    return waiting;
  }

  /** The memory of the key as bytes; null where there is none. */
  final byte[] packed() throws IOException {
    return memories.value();
  }

  /**
   * Keeps the memory of the key, or ends it.
   *
   * @param played whether anything was played at {@code time}
   * @return whether it goes on
   */
  final boolean keep(Memory memory, boolean played, long time, TimerService timers)
      throws IOException {
    memory.last = played ? Math.max(memory.last, time) : memory.last;
    if (!played && memory.noted == time && memory.last + forget <= time) {
      memories.clear();
      return false;
    }
    if (memory.noted <= time) {
      memory.noted = memory.last + forget;
      timers.registerEventTimeTimer(memory.noted);
    }
    memories.update(memory.toBytes());
    return true;
  }
}
