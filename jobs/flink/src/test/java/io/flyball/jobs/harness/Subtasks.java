package io.flyball.jobs.harness;

import io.flyball.core.record.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The subtasks of one operator of any job, driven by hand; a rescale takes their state along. */
public final class Subtasks<I, O> implements AutoCloseable {
  public static final int MAX_PARALLELISM = 128;

  /** A way into a subtask. */
  public interface Inlet<T> {
    void accept(T value) throws Exception;
  }

  /** One subtask and its inlets. */
  public record Subtask<I, O>(
      AbstractStreamOperatorTestHarness<O> harness,
      Inlet<StreamRecord<I>> records,
      Inlet<Long> watermarks) {}

  /** Makes a subtask that has not been opened. */
  public interface Factory<I, O> {
    Subtask<I, O> create(int parallelism, int index) throws Exception;
  }

  /**
   * An operator under test.
   *
   * @param factory makes its subtasks
   * @param route index of the subtask that a record goes to, at a parallelism
   * @param sides its side outputs
   */
  public record Operator<I, O>(
      Factory<I, O> factory, ToIntBiFunction<I, Integer> route, List<OutputTag<?>> sides) {}

  private final Operator<I, O> operator;
  private final boolean rocksDb;
  private final List<Object> earlier = new ArrayList<>();
  private List<Subtask<I, O>> subtasks = List.of();

  public Subtasks(Operator<I, O> operator, int parallelism, boolean rocksDb) throws Exception {
    this.operator = operator;
    this.rocksDb = rocksDb;
    start(parallelism, null);
  }

  private void start(int parallelism, OperatorSubtaskState state) throws Exception {
    int before = subtasks.size();
    List<Subtask<I, O>> started = new ArrayList<>();
    for (int index = 0; index < parallelism; index++) {
      Subtask<I, O> subtask = operator.factory().create(parallelism, index);
      if (rocksDb) {
        subtask.harness().setStateBackend(new EmbeddedRocksDBStateBackend());
      }
      subtask.harness().setup();
      if (state != null) {
        subtask
            .harness()
            .initializeState(
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, MAX_PARALLELISM, before, parallelism, index));
      }
      subtask.harness().open();
      started.add(subtask);
    }
    subtasks = started;
  }

  public int size() {
    return subtasks.size();
  }

  public Subtask<I, O> get(int index) {
    return subtasks.get(index);
  }

  public void send(I record, long time) throws Exception {
    int index = operator.route().applyAsInt(record, subtasks.size());
    subtasks.get(index).records().accept(new StreamRecord<>(record, time));
  }

  public void watermark(long time) throws Exception {
    for (Subtask<I, O> subtask : subtasks) {
      subtask.watermarks().accept(time);
    }
  }

  /** Snapshots everything and goes on from the snapshot. */
  public void restoreAt(int parallelism) throws Exception {
    OperatorSubtaskState[] snapshots = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < snapshots.length; i++) {
      snapshots[i] = subtasks.get(i).harness().snapshot(1, 1);
    }
    collect(earlier);
    close();
    start(parallelism, AbstractStreamOperatorTestHarness.repackageState(snapshots));
  }

  /** Everything that came out, main and side, in an order that does not depend on arrival. */
  public List<String> outputs() {
    List<Object> all = new ArrayList<>(earlier);
    collect(all);
    return all.stream().map(Subtasks::text).sorted().toList();
  }

  /** The values of one output, in order of emission. */
  public <T> List<T> side(OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    for (Subtask<I, O> subtask : subtasks) {
      var side = subtask.harness().getSideOutput(tag);
      if (side != null) {
        side.forEach(record -> values.add(record.getValue()));
      }
    }
    return values;
  }

  public List<O> main() {
    List<O> values = new ArrayList<>();
    for (Subtask<I, O> subtask : subtasks) {
      values.addAll(subtask.harness().extractOutputValues());
    }
    return values;
  }

  /** Drops what has come out so far, for long runs that look at it as they go. */
  public void forget() {
    for (Subtask<I, O> subtask : subtasks) {
      subtask.harness().getOutput().clear();
      for (OutputTag<?> tag : operator.sides()) {
        var side = subtask.harness().getSideOutput(tag);
        if (side != null) {
          side.clear();
        }
      }
    }
  }

  private void collect(List<Object> into) {
    into.addAll(main());
    operator.sides().forEach(tag -> into.addAll(side(tag)));
  }

  /** Counts without their prefix, summed over the subtasks; zeros are left out. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Subtask<I, O> subtask : subtasks) {
      Map<String, Accumulator<?, ?>> accumulators =
          subtask.harness().getEnvironment().getAccumulatorRegistry().getUserMap();
      accumulators.forEach(
          (name, counter) ->
              counts.merge(
                  name.replaceFirst("^flyball\\.[a-z]+\\.", ""),
                  (Long) counter.getLocalValue(),
                  Long::sum));
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** Keyed entries of a heap backend, 0 where there is no keyed state. */
  public int entries() {
    int entries = 0;
    for (Subtask<I, O> subtask : subtasks) {
      if (subtask.harness().getOperator().getKeyedStateBackend()
          instanceof HeapKeyedStateBackend<?> heap) {
        entries += heap.numKeyValueStateEntries();
      }
    }
    return entries;
  }

  /** Event-time timers, 0 where there is no keyed state. */
  public int timers() {
    return subtasks.stream()
        .map(Subtask::harness)
        .filter(harness -> harness.getOperator().getKeyedStateBackend() != null)
        .mapToInt(AbstractStreamOperatorTestHarness::numEventTimeTimers)
        .sum();
  }

  @Override
  public void close() {
    for (Subtask<I, O> subtask : subtasks) {
      try {
        subtask.harness().close();
      } catch (Exception e) {
        throw new IllegalStateException("a subtask does not close", e);
      }
    }
  }

  private static String text(Object value) {
    return value instanceof DeadLetter letter
        ? letter.reason() + " " + letter.topic() + " " + letter.offset() + " " + letter.message()
        : value.toString();
  }
}
