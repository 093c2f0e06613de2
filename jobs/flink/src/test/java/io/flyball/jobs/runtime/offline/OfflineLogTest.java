package io.flyball.jobs.runtime.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.runtime.offline.OfflineConfig.Format;
import io.flyball.schemas.Reward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The offline log on a cluster that fails between two checkpoints. */
class OfflineLogTest {
  private static final int COUNT = 400;
  private static final int PER_CHECKPOINT = 100;
  private static final long DAY = 86_400_000;
  private static final long BEGIN = 1_700_000_000_000L / DAY * DAY;

  @TempDir private Path folder;

  /** Fails once, with rows since the last checkpoint that no file may keep. */
  private static final class FailOnce extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long map(Long number) {
      if (number == COUNT - PER_CHECKPOINT / 2
          && getRuntimeContext().getTaskInfo().getAttemptNumber() == 0) {
        throw new IllegalStateException("the test's own failure");
      }
      return number;
    }
  }

  private static Reward reward(long number) {
    return Reward.newBuilder()
        .setId("r" + number)
        .setTime(Instant.ofEpochMilli(BEGIN + number % 2 * DAY + number))
        .setDecisionId("p/" + number)
        .setValue((double) number)
        .build();
  }

  @SuppressWarnings("try") // closing a mini-cluster may be interrupted
  private void run(Format format) throws Exception {
    Configuration options = new Configuration();
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    var env = StreamExecutionEnvironment.getExecutionEnvironment(options);
    env.setParallelism(1);
    var rows =
        env.fromSource(
                new DataGeneratorSource<>(
                    number -> number,
                    COUNT,
                    RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT),
                    Types.LONG),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(new FailOnce())
            .uid("fail-once");
    new OfflineLog(new OfflineConfig(Optional.of(folder.toUri().toString()), format), "reward")
        .add(
            rows,
            new OfflineLog.Records<>(
                "rewards",
                Reward.class,
                OfflineLogTest::reward,
                number -> reward(number).getTime().toEpochMilli()),
            "offline");
    try (MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration().set(RestOptions.BIND_PORT, "0"))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build())) {
      cluster.start();
      cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyRecordIsInTheFilesOfItsDayOnceAfterAFailure(Format format) throws Exception {
    run(format);
    String suffix = format == Format.PARQUET ? ".parquet" : ".avro";
    for (int day = 0; day < 2; day++) {
      Path files =
          folder.resolve(
              "reward/rewards/day="
                  + Instant.ofEpochMilli(BEGIN + day * DAY).toString().substring(0, 10));
      List<Long> found = new ArrayList<>();
      try (Stream<Path> all = Files.list(files)) {
        for (Path file : all.filter(f -> f.toString().endsWith(suffix)).toList()) {
          assertThat(file.getFileName().toString()).startsWith("rewards-");
          found.addAll(format == Format.PARQUET ? parquet(file) : avro(file));
        }
      }
      int parity = day;
      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(
              Stream.iterate((long) parity, n -> n < COUNT, n -> n + 2).toList());
    }
  }

  private static List<Long> avro(Path file) throws IOException {
    List<Long> values = new ArrayList<>();
    try (DataFileReader<GenericRecord> records =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      records.forEach(record -> values.add(((Double) record.get("value")).longValue()));
    }
    return values;
  }

  private static List<Long> parquet(Path file) throws SQLException {
    List<Long> values = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement query = duck.createStatement();
        ResultSet rows = query.executeQuery("select value from '" + file + "'")) {
      while (rows.next()) {
        values.add((long) rows.getDouble(1));
      }
    }
    return values;
  }

  @Test
  void withoutAFolderNothingIsWritten() {
    var env = StreamExecutionEnvironment.getExecutionEnvironment();
    new OfflineLog(new OfflineConfig(Optional.empty(), Format.AVRO), "reward")
        .add(
            env.fromData(1L),
            new OfflineLog.Records<>("rewards", Reward.class, OfflineLogTest::reward, n -> n),
            "offline");
    assertThat(env.getTransformations()).isEmpty();
  }
}
