package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.gate.CriticServer.Answer;
import io.flyball.jobs.harness.SharedFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are open at a savepoint are made again after it. */
class OpenCallsTest {
  private static final int ACTIONS = 30;

  @TempDir Path folder;

  private static JobClient start(
      String url, boolean last, Configuration options, List<List<String>> kept) throws Exception {
    GateConfig config =
        Fixtures.config("gate.http-critic.url=" + url, "gate.http-critic.timeout=1 min");
    GateDecoder decoder = new GateDecoder(config);
    List<RawRecord> proposals = new ArrayList<>();
    for (int i = 0; i < ACTIONS; i++) {
      proposals.add(Fixtures.proposal("a" + i, i, "reversible", 1, 1));
    }
    options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = SharedFlink.env(options);
    DataStream<GateInput> input =
        env.fromData(proposals.stream().map(decoder).toList(), TypeInformation.of(GateInput.class))
            .uid("arrivals")
            .union(more(env, last))
            .assignTimestampsAndWatermarks(GateTopology.eventTime(config))
            .uid("event-time");
    DataStream<String> out =
        GateRun.outputs(GateTopology.define(input, GateRun.control(env), config)).stream()
            .reduce((a, b) -> a.union(b))
            .orElseThrow();
    kept.add(SharedFlink.keep(out, "kept"));
    return env.executeAsync("open calls");
  }

  /** Input that gives nothing, and ends only where it is the last run. */
  private static DataStream<GateInput> more(StreamExecutionEnvironment env, boolean last) {
    return env.fromSource(
            new DataGeneratorSource<>(
                index -> index,
                last ? 1 : Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(1),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "more")
        .uid("more-" + last)
        .flatMap((Long index, Collector<GateInput> out) -> {})
        .returns(TypeInformation.of(GateInput.class))
        .uid("none");
  }

  private static Answer yes(String request) {
    return Answer.ok("{\"probability\": 0.9999}");
  }

  @Test
  @Timeout(60)
  void eachActionHasItsVerdictAlthoughCallsWereOpenAtTheSavepoint() throws Exception {
    List<List<String>> kept = new ArrayList<>();
    String savepoint;
    // Half of the calls are answered, the others hang.
    try (CriticServer hanging =
        new CriticServer(r -> r.contains("2\",\"time\"") ? new Answer(200, null) : yes(r))) {
      JobClient job = start(hanging.url(), false, new Configuration(), kept);
      while (hanging.requests().size() < ACTIONS) {
        Thread.onSpinWait();
      }
      savepoint =
          job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
      job.cancel().get();
    }
    assertThat(kept.get(0)).isEmpty();
    Configuration restored = new Configuration();
    restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    restored.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    try (CriticServer server = new CriticServer(OpenCallsTest::yes)) {
      start(server.url(), true, restored, kept).getJobExecutionResult().get();
      assertThat(server.requests())
          .hasSizeBetween(3, ACTIONS)
          .filteredOn(r -> r.contains("2\",\"time\""))
          .hasSize(3);
    }
    assertThat(kept.get(1))
        .hasSize(ACTIONS)
        .allMatch(line -> line.contains("\"reason\":\"CRITICS\""))
        .extracting(line -> line.replaceAll(".*\"id\":\"(a\\d+)\".*", "$1"))
        .doesNotHaveDuplicates();
  }
}
