package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.kafka.KafkaSources;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Kafka sources of one job, in the consumer groups {@code <kafka.group>-<job>…}.
 *
 * @param job name of the job
 */
public record JobSources(KafkaConfig kafka, String job) {

  /** The data of the job: topics that move its event time. */
  public <T> DataStream<T> data(
      StreamExecutionEnvironment env,
      List<String> topics,
      SerializableFunction<RawRecord, T> decode,
      Class<T> type,
      WatermarkStrategy<T> eventTime,
      String uid,
      String name) {
    WatermarkStrategy<T> strategy = MovingPartitions.of(eventTime, kafka.idleAfter());
    TypeInformation<T> information = TypeInformation.of(type);
    return env.fromSource(source(topics, job, decode, information), strategy, name)
        .uid(uid)
        .transform("End of event time", information, new EndOfEventTime<>())
        .uid(uid + "-end");
  }

  /** The control stream, which never holds back event time. */
  public DataStream<ControlRecord> control(StreamExecutionEnvironment env, String uid) {
    return aside(
        env, ControlDecoder.TOPIC, "control", new ControlDecoder(), ControlRecord.class, uid);
  }

  /**
   * A topic that steers the job and takes no part in event time, in one instance.
   *
   * @param purpose ends the consumer group's name
   */
  public <T> DataStream<T> aside(
      StreamExecutionEnvironment env,
      String topic,
      String purpose,
      SerializableFunction<RawRecord, T> decode,
      Class<T> type,
      String uid) {
    return env.fromSource(
            source(List.of(topic), job + "-" + purpose, decode, TypeInformation.of(type)),
            SideInputs.neverHoldBack(),
            purpose.substring(0, 1).toUpperCase(Locale.ROOT) + purpose.substring(1))
        .setParallelism(1)
        .uid(uid);
  }

  @SuppressWarnings(
      "deprecation") // The connector's own signature asks for Kafka's deprecated enum.
  private <T> KafkaSource<T> source(
      List<String> topics,
      String purpose,
      SerializableFunction<RawRecord, T> decode,
      TypeInformation<T> type) {
    return KafkaSources.of(
        kafka.bootstrap(),
        kafka.clientProperties(),
        kafka.registry().map(registry -> registry.patient(kafka.schemaRegistryPatience())),
        kafka.group() + "-" + purpose,
        topics,
        decode,
        type,
        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST));
  }
}
