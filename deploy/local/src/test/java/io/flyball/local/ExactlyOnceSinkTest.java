package io.flyball.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.kafka.KafkaSinks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Client, connector and broker fit together: with a wrong client version nothing is committed. */
class ExactlyOnceSinkTest {
  private static final String TOPIC = "numbers";
  private static final long COUNT = 2_000;

  private static final class FailsOnce extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long map(Long value) {
      if (value == COUNT / 2 && getRuntimeContext().getTaskInfo().getAttemptNumber() == 0) {
        throw new IllegalStateException("the first attempt ends here");
      }
      return value;
    }
  }

  @Test
  void everyRecordIsCommittedOnceThoughTheJobFailsInBetween() throws Exception {
    try (ReadyBroker kafka = new ReadyBroker()) {
      try (Admin admin = kafka.broker().admin()) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
      }
      Configuration settings = new Configuration();
      settings.setString("execution.checkpointing.interval", "200 ms");
      settings.setString("restart-strategy.type", "fixed-delay");
      settings.setString("restart-strategy.fixed-delay.attempts", "2");
      settings.setString("restart-strategy.fixed-delay.delay", "10 ms");
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(2, settings);
      env.fromSequence(1, COUNT)
          .map(new FailsOnce())
          .sinkTo(
              KafkaSinks.<Long>of(
                  kafka.bootstrap(),
                  new Properties(),
                  TOPIC,
                  value -> new ProducerRecord<>(TOPIC, bytes(value)),
                  DeliveryGuarantee.EXACTLY_ONCE,
                  "smoke",
                  "numbers-sink"));
      env.execute("exactly once");

      assertThat(ReadyBroker.readAll(kafka.bootstrap(), TOPIC))
          .extracting(record -> ByteBuffer.wrap(record.value()).getLong())
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, COUNT).boxed().toList());
    }
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
