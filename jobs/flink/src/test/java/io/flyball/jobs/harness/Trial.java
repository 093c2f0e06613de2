package io.flyball.jobs.harness;

import io.flyball.jobs.harness.Subtasks.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** One input through one operator, with or without interruptions. */
public final class Trial {
  private Trial() {}

  /** A record and its event time, or just the watermark when the record is null. */
  public record Step<I>(I record, long time) {}

  /** All that an operator leaves behind when its input has ended. */
  public record Outcome(List<String> outputs, Map<String, Long> counts, int entries, int timers) {}

  /** Every record, followed by the watermark that trails the newest one by {@code bound}. */
  public static <I> List<Step<I>> steps(List<I> arrivals, ToLongFunction<I> time, long bound) {
    List<Step<I>> steps = new ArrayList<>();
    long newest = Long.MIN_VALUE + bound + 1;
    for (I record : arrivals) {
      steps.add(new Step<>(record, time.applyAsLong(record)));
      newest = Math.max(newest, time.applyAsLong(record));
      steps.add(new Step<>(null, newest - bound - 1));
    }
    return steps;
  }

  /** Plays an equal share of the steps at each parallelism, with a snapshot between them. */
  public static <I, O> Outcome play(
      Operator<I, O> operator, List<Step<I>> steps, boolean rocksDb, int... parallelisms)
      throws Exception {
    try (Subtasks<I, O> subtasks = new Subtasks<>(operator, parallelisms[0], rocksDb)) {
      int next = 0;
      for (int stage = 0; stage < parallelisms.length; stage++) {
        if (stage > 0) {
          subtasks.restoreAt(parallelisms[stage]);
        }
        int end = (stage + 1) * steps.size() / parallelisms.length;
        for (; next < end; next++) {
          Step<I> step = steps.get(next);
          if (step.record() == null) {
            subtasks.watermark(step.time());
          } else {
            subtasks.send(step.record(), step.time());
          }
        }
      }
      subtasks.watermark(Long.MAX_VALUE);
      return new Outcome(
          subtasks.outputs(), subtasks.counts(), subtasks.entries(), subtasks.timers());
    }
  }
}
