package io.flyball.jobs.runtime;

import io.flyball.core.record.Alert;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * How a job looks for patterns: in event time, ties broken by {@code order} so that nothing depends
 * on arrival, and what comes too late for a pattern kept aside.
 *
 * @param <T> the events of a pattern
 */
public final class Patterns<T> {
  private final OutputTag<T> tooLate;
  private final EventComparator<T> order;
  private final List<DataStream<T>> late = new ArrayList<>();

  /**
   * @param tooLate the side output of events that event time had passed
   * @param order of events of one time
   */
  public Patterns(OutputTag<T> tooLate, EventComparator<T> order) {
    this.tooLate = tooLate;
    this.order = order;
  }

  /** A pattern that starts afresh after a match. */
  public static <T> Pattern<T, T> begin(String name) {
    return Pattern.begin(name, AfterMatchSkipStrategy.skipPastLastEvent());
  }

  /** Alerts of a pattern. */
  public SingleOutputStreamOperator<Alert> match(
      DataStream<T> keyed,
      Pattern<T, ?> pattern,
      PatternProcessFunction<T, Alert> alert,
      String kind,
      String uid) {
    SingleOutputStreamOperator<Alert> alerts =
        CEP.pattern(keyed, pattern, order)
            .inEventTime()
            .sideOutputLateData(tooLate)
            .process(alert)
            .uid(uid)
            .name(kind);
    addLate(alerts);
    return alerts;
  }

  /** Keeps aside what came too late for an operator before a pattern. */
  public void addLate(SingleOutputStreamOperator<?> before) {
    late.add(before.getSideOutput(tooLate));
  }

  /** Counts what came too late for the patterns defined so far. */
  public DataStream<Alert> countLate(String job, String uid) {
    return late.stream()
        .reduce((a, b) -> a.union(b))
        .orElseThrow()
        .process(new CountLate<>(job))
        .uid(uid)
        .name("Late for patterns");
  }
}
