package io.flyball.jobs.runtime;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;

/** The accumulator that shows how often each unknown field came, by topic, record and name. */
@SuppressWarnings("NonApiType") // what an accumulator hands out is Serializable, which Map is not
public final class UnknownFieldCounts
    implements Accumulator<Map<String, Long>, TreeMap<String, Long>> {
  private static final long serialVersionUID = 1;

  /** Replaced and never changed: heartbeats read it from another thread. */
  private volatile TreeMap<String, Long> counts = new TreeMap<>();

  /** The name under which it is found among a job's accumulators. */
  public static String accumulator(String job) {
    return "unknown-fields." + job;
  }

  /** Shows these counts from now on. */
  void show(Map<String, Long> all) {
    counts = new TreeMap<>(all);
  }

  @Override
  public void add(Map<String, Long> more) {
    TreeMap<String, Long> sum = new TreeMap<>(counts);
    more.forEach((name, count) -> sum.merge(name, count, Long::sum));
    counts = sum;
  }

  @Override
  public TreeMap<String, Long> getLocalValue() {
    return counts;
  }

  @Override
  public void resetLocal() {
    counts = new TreeMap<>();
  }

  @Override
  public void merge(Accumulator<Map<String, Long>, TreeMap<String, Long>> other) {
    add(other.getLocalValue());
  }

  @Override
  public UnknownFieldCounts clone() {
    UnknownFieldCounts copy = new UnknownFieldCounts();
    copy.show(counts);
    return copy;
  }
}
