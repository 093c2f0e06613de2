package io.flyball.jobs.runtime;

import io.flyball.core.record.Alert;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts what came too late for a pattern, as {@code LATE_FOR_PATTERNS}. Nothing is lost: each of
 * it is in the stream that the patterns look at.
 */
public final class CountLate<T> extends ProcessFunction<T, Alert> implements Counting {
  private static final long serialVersionUID = 1;

  private final Tally tally;

  /**
   * @param job whose count it is
   */
  public CountLate(String job) {
    tally = new Tally(job);
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void processElement(T late, Context context, Collector<Alert> out) {
    tally.add("LATE_FOR_PATTERNS", 1);
  }
}
