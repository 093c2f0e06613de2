package io.flyball.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The client beside the job, on a real broker and a mini-cluster: of what the client has shown from
 * a snapshot the job says that it would have shown the same.
 */
@Timeout(300)
class AgreementTest {
  private static final String POLICY = "news";
  private static final int ROUNDS = 5;
  private static final int EACH = 20;

  private static ReadyBroker kafka;
  private static JobClient job;

  @BeforeAll
  static void start() throws Exception {
    kafka = new ReadyBroker();
    SharedBroker.createTopics(kafka.broker());
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "flink.checkpoint-interval=200 ms",
                "bandit.algorithm=softmax",
                // Learns nothing, so that what was published is what the job itself asks.
                "bandit.mode=frozen",
                "bandit.publish.every=1",
                "bandit.publish.threshold=0",
                "bandit.publish.at-least=1 ms"));
    Configuration options = config.flink().toConfiguration();
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(20));
    var env = StreamExecutionEnvironment.createLocalEnvironment(2, options);
    BanditJob.build(env, config);
    job = env.executeAsync("bandit");
  }

  @AfterAll
  static void stop() throws Exception {
    job.cancel().get();
    kafka.close();
  }

  private static long count(ServingCount count) {
    try {
      String name = Tally.accumulator(BanditTopology.JOB, count.name());
      return (Long) job.getAccumulators().get().getOrDefault(name, 0L);
    } catch (Exception e) {
      return 0;
    }
  }

  private static Ask ask(String id) {
    return Ask.of(POLICY + "/" + id).context(0.5, 1).arms("a", "b", "c", "d");
  }

  @Test
  void whatTheClientShowsTheJobWouldHaveShown() throws Exception {
    FlyballBuilder builder =
        Flyball.builder(Map.of("bootstrap.servers", kafka.bootstrap())).policies(POLICY);
    try (Flyball flyball = builder.build()) {
      // Its first request makes the policy; the client follows when its birth is published.
      Chosen first = flyball.decide(ask("birth"));
      assertThat(first.source()).isEqualTo(Source.FALLBACK_NONE);
      assertThat(flyball.awaitReady(Duration.ofMinutes(2))).isTrue();
      SharedBroker.await("the birth", () -> count(ServingCount.SHADOWED) == 1);
      long agreedAtBirth = count(ServingCount.AGREED);
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < EACH; i++) {
          Chosen chosen = flyball.decide(ask(round + "-" + i));
          assertThat(chosen.source()).isEqualTo(Source.SNAPSHOT);
          chosen.logged().toCompletableFuture().get(1, TimeUnit.MINUTES);
        }
      }
      long all = 1 + ROUNDS * EACH;
      SharedBroker.await("all of them", () -> count(ServingCount.SHADOWED) == all);
      assertThat(count(ServingCount.AGREED) - agreedAtBirth).isEqualTo(all - 1);
      assertThat(flyball.status(POLICY).fallbacks()).isOne();
    }
  }
}
