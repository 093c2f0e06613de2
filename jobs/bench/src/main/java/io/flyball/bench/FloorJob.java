package io.flyball.bench;

import io.flyball.connectors.kafka.KafkaSinks;
import io.flyball.connectors.kafka.KafkaSources;
import io.flyball.jobs.deployment.FlyballConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The job that does nothing: every record of the subject's input topics goes out again, byte for
 * byte, through the same source and sink settings, guarantee, checkpoints and parallelism as a real
 * job. What it reaches is the most that any job could.
 *
 * @param answers the topic it writes to
 * @param inputs the topics it reads
 * @param writes false when it only reads
 */
record FloorJob(String answers, List<String> inputs, boolean writes) implements JobUnderTest {
  private static final String DONE = "flyball.floor.DONE";

  /** A record as it passes through. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Passed(byte[] key, byte[] value) {}

  @Override
  public String name() {
    return "floor";
  }

  @Override
  @SuppressWarnings("deprecation") // the connector has no other way to say where to start
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    String topic = answers;
    var source =
        KafkaSources.of(
            config.kafka().bootstrap(),
            config.kafka().clientProperties(),
            Optional.empty(),
            config.kafka().group() + "-floor",
            inputs,
            raw -> new Passed(raw.key(), raw.value()),
            TypeInformation.of(Passed.class),
            OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST));
    var sink =
        KafkaSinks.<Passed>of(
            config.kafka().bootstrap(),
            config.kafka().clientProperties(),
            topic,
            passed -> new ProducerRecord<>(topic, passed.key(), passed.value()),
            config.kafka().deliveryGuarantee(),
            config.kafka().group() + "-floor",
            "floor-sink");
    DataStream<Passed> passed =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "Records")
            .uid("floor-source")
            .map(new Count())
            .uid("floor-count");
    passed.sinkTo(writes ? sink : new DiscardingSink<>()).uid("floor-sink");
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return (Long) accumulators.getOrDefault(DONE, 0L);
  }

  private static final class Count extends RichMapFunction<Passed, Passed> {
    private static final long serialVersionUID = 1;
    private final LongCounter done = new LongCounter();

    @Override
    public void open(OpenContext context) {
      getRuntimeContext().addAccumulator(DONE, done);
    }

    @Override
    public Passed map(Passed passed) {
      done.add(1);
      return passed;
    }
  }
}
