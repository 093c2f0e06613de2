package io.flyball.cli.camera;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.jobs.bias.BiasJob;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real broker and the bias job on it, for the tests of a class. */
abstract class WithBiasJob {
  static ReadyBroker kafka;
  private static JobClient job;

  @BeforeAll
  static void start() throws Exception {
    kafka = new ReadyBroker();
    Topics.create(kafka.broker(), TopicCatalogue.load().topics());
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "kafka.idle-after=1 s",
                "bias.silent-after=1 min",
                "bias.clock-after=1 min"));
    Configuration options = config.flink().toConfiguration();
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(20));
    var env = StreamExecutionEnvironment.createLocalEnvironment(2, options);
    BiasJob.build(env, config);
    job = env.executeAsync("bias");
  }

  @AfterAll
  static void stop() throws Exception {
    job.cancel().get();
    kafka.close();
  }

  static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return ReadyBroker.readAll(kafka.bootstrap(), topic).stream()
        .map(r -> codec.decode(new RawRecord(r.topic(), 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(d -> ((Decoded.Good<T>) d).value())
        .toList();
  }
}
