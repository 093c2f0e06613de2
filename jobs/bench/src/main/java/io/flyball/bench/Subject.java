package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a benchmark measures: a job, the records it is fed, and what must come of them. The record
 * at an index is a pure function of the seed and the index.
 */
public interface Subject {

  /** A record as it is sent. */
  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  record Sent(String topic, byte[] key, byte[] value) {}

  /** Name of the job. */
  String name();

  /** The job's input topics, by their names in the catalogue. */
  List<String> inputs();

  /** The other topics that it reads or writes. */
  List<String> others();

  /** The topic that its answers go to. */
  String answers();

  /** The record at an index. Not for several threads at once. */
  Sent at(long index);

  /** No record at or past this index. */
  long limit();

  /** Whether answers can be told apart, so that latency can be measured. */
  default boolean awaitsAnswers() {
    return true;
  }

  /** The id by which the answer to the record at an index is known; null when none is awaited. */
  default String awaits(long index) {
    return null;
  }

  /** The awaited id that an output record answers, or null. The floor passes inputs through. */
  default String answered(byte[] value) {
    return null;
  }

  /** Puts the job between its topics. */
  void build(StreamExecutionEnvironment env, FlyballConfig config);

  /** Configuration of the job under this benchmark, as {@code key=value}. */
  default List<String> settings() {
    return List.of();
  }

  /** Input records that the job is done with, from its accumulators. */
  long processed(Map<String, Object> accumulators);

  /**
   * Fails when the job did not do what the load asks for: a rate of wrong answers is no rate.
   *
   * @throws IllegalStateException naming the first count that is wrong
   */
  void verify(Map<String, Object> accumulators, long records);

  /** The share of the floor's rate that the job has to reach; null when nothing is asked. */
  Double bar(Backend backend);

  /**
   * Most heap, MiB, that may be in use when the last of so many records is done; null when nothing
   * is asked.
   */
  default Double memoryBar(Backend backend, long records) {
    return null;
  }

  /**
   * Most times the floor's 99th percentile of latency, once so many records were read; null when
   * nothing is asked.
   */
  default Double latencyBar(Backend backend, long records) {
    return null;
  }

  /** Records of a backlog that keeps the job as busy as {@code wanted} records of most jobs do. */
  default long backlog(long wanted) {
    return wanted;
  }

  /** For latency the job is fed this share of what it did from the backlog. */
  default double load() {
    return 0.5;
  }

  /** Records after which the job's state no longer grows. */
  long steady();

  /** Whether the floor writes what it reads, or only reads it. */
  default boolean floorWrites() {
    return true;
  }

  /** What one record counts for in the unit of {@link #unit}: a packet holds many events. */
  default double perRecord() {
    return 1;
  }

  /** What rates are given in. */
  default String unit() {
    return "records";
  }

  /**
   * Records that a job is done with where it puts them in order first. What waits is not done; but
   * the last of a backlog wait for records that do not come.
   *
   * @param tail more than wait at the end
   */
  static long done(long taken, long waiting, long tail) {
    return Math.max(0, taken - Math.max(0, waiting - tail));
  }

  /** A count among a job's accumulators; 0 when nothing was counted. */
  static long count(Map<String, Object> accumulators, String name) {
    return (Long) accumulators.getOrDefault(name, 0L);
  }

  /** Fails when a job counted something else than the load has. */
  static void require(String count, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the job counted %s = %d where the load has %d",
              count,
              found,
              expected));
    }
  }
}
