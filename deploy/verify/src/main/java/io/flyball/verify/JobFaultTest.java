package io.flyball.verify;

import io.flyball.jobs.deployment.FlyballConfig;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A job that is to keep its promises while its processes are killed, and the load for it. */
public interface JobFaultTest {
  /** As it is called on the command line and as prefix of its counts. */
  String name();

  /** Topics that the load goes to, each with the purpose that ends its consumer group's name. */
  Map<String, String> inputs();

  /** Topics whose committed records are compared. */
  List<String> outputs();

  /** Configuration that this job needs here, {@code key=value}. */
  List<String> settings();

  /** Puts the job between its real sources and sinks. */
  void build(StreamExecutionEnvironment env, FlyballConfig config);

  /** Those of the outputs that promise no more than at least once: a repetition is no fault. */
  default List<String> repeating() {
    return List.of();
  }

  /**
   * What counts of an output when two runs are compared: its value, byte for byte; null when
   * nothing does.
   */
  default byte[] content(ConsumerRecord<byte[], byte[]> output) {
    return output.value();
  }

  /**
   * What a row measures, where a later row of the same replaces it: of those only the last one
   * counts. Null where every row counts.
   */
  default String measured(ConsumerRecord<byte[], byte[]> output) {
    return null;
  }

  /** The load: a pure function of the seed. */
  Load load(long seed, long records);

  /** The records that a run is fed, and what they must become. */
  interface Load {
    /** The record at an index; the records of a partition are sent in the order of the indexes. */
    ProducerRecord<byte[], byte[]> at(long index);

    /** Looks at the outputs of one run. */
    Reading reading();
  }

  /** What the committed outputs of one run say, read from beginning to end once. */
  interface Reading {
    void see(ConsumerRecord<byte[], byte[]> output);

    /**
     * What must hold of this run alone.
     *
     * @param counts what the job itself counted, by the names of its counts
     * @param written records that lie in the inputs; more than were fed where some were sent again
     */
    List<Invariant> laws(Map<String, Long> counts, long written);

    /** A hash of what the job learned, where it tells that; it must be that of a calm run. */
    default OptionalLong stateHash() {
      return OptionalLong.empty();
    }
  }
}
