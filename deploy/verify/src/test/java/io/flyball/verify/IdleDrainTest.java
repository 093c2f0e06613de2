package io.flyball.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.kafka.Topics;
import io.flyball.verify.JobFaultTest.Load;
import io.flyball.verify.JobFaultTest.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job whose inputs have all been idle for a while is drained: event time ends all the same, and
 * nothing that waited for it stays in the savepoint.
 */
class IdleDrainTest {
  private static final VerifyOptions OPTIONS =
      new VerifyOptions(
          Golden.RECORDS, Map.of(), Golden.SEED, Backend.HEAP, Guarantee.EXACTLY_ONCE, "kill");
  private static final long IDLE_MS = 3_000;

  @TempDir static Path folder;

  @Test
  void nothingWaitsWhenAJobIsDrainedThatFellIdle() throws Exception {
    JobFaultTest job = new GateFaultTest();
    try (SmallFlink flink = SmallFlink.start(folder, VerifyOptions.PARALLELISM);
        ReadyBroker broker = new ReadyBroker()) {
      Topics.create(broker.broker(), TopicCatalogue.load().topics());
      Address address = new Address(broker.bootstrap(), flink.port());
      Map<TopicPartition, Long> from = Span.ends(address.bootstrap(), job.outputs());
      Load load = job.load(OPTIONS.seed(), OPTIONS.records());
      // All lies in the topics before: no partition is idle while another one is read.
      try (Feeder feeder = new KafkaFeeder(load, address.bootstrap())) {
        feeder.feedUntil(OPTIONS.records());
        feeder.flush();
      }
      Submission idle =
          Submission.of(
              job,
              address,
              "idle",
              List.of(
                  "kafka.idle-after=" + IDLE_MS + " ms",
                  // All that is decided waits for the end of time, and nothing leaves at once.
                  "gate.silence=0 s",
                  "gate.out-of-orderness=6 h",
                  "gate.flush-every=100 ms"),
              OPTIONS,
              Optional.empty());
      idle.awaitAllRead();
      idle.awaitMoment(System.currentTimeMillis() + 3 * IDLE_MS);
      idle.stop(true);
      Reading reading = load.reading();
      new Span(address.bootstrap(), from, Span.ends(address.bootstrap(), job.outputs()))
          .read(true, reading::see);
      assertThat(idle.counts())
          .containsEntry("PENDING", 0L)
          .containsEntry("WAITING", 0L)
          .containsEntry("VERDICTS", idle.counts().get("PROPOSALS"));
      assertThat(reading.laws(idle.counts(), OPTIONS.records()))
          .allSatisfy(law -> assertThat(law.holds()).as("%s", law).isTrue());
    }
  }
}
