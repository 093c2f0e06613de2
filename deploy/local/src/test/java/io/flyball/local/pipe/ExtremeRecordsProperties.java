package io.flyball.local.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * No record stops a job or moves another key: whatever the schema allows, the job goes on to its
 * end, and what it says of the key {@code good} is what it says of it alone.
 */
class ExtremeRecordsProperties extends ExtremeInputs {
  private static final int TRIES = 4;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void feedbackGoesOn(@ForAll("feedback") List<String> extremes) throws Exception {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line("Exposure", "id", "good-e" + i, "time", NOW + i, "user", GOOD, "item", "good" + i));
      good.add(
          line(
              "FeedbackSignal",
              "id",
              "good-s" + i,
              "time",
              NOW + i,
              "user",
              GOOD,
              "kind",
              "CLICK",
              "exposureId",
              "good-e" + i));
    }
    check(extremes, good, (pipe, config) -> FeedbackPipe.build(pipe, config.feedback()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void rewardGoesOn(@ForAll("reward") List<String> extremes) throws Exception {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Map<String, Object> signal =
          record(
              "id",
              "good-s" + i,
              "time",
              NOW + i,
              "user",
              GOOD,
              "kind",
              "CLICK",
              "exposureId",
              "good-e" + i);
      good.add(
          line(
              "AttributedFeedback",
              "id",
              "signal/good-s" + i,
              "subject",
              "SIGNAL",
              "status",
              "ATTRIBUTED",
              "time",
              NOW + i,
              "user",
              GOOD,
              "exposure",
              record(
                  "id",
                  "good-e" + i,
                  "time",
                  NOW + i,
                  "user",
                  GOOD,
                  "item",
                  "good",
                  "decisionId",
                  "good/" + i),
              "signal",
              signal));
      good.add(
          line(
              "GroupMember",
              "id",
              "good-m" + i,
              "time",
              NOW + i,
              "groupId",
              "good" + i / 2,
              "decisionId",
              "good/" + i,
              "expectedSize",
              2,
              "components",
              Map.of("a", i)));
    }
    check(extremes, good, (pipe, config) -> RewardPipe.build(pipe, config.reward()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void banditGoesOn(@ForAll("bandit") List<String> extremes) throws Exception {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line(
              "DecisionRequest",
              "id",
              "good/" + i,
              "time",
              NOW + i,
              "context",
              List.of(1, 0.1 * i),
              "arms",
              List.of(Map.of("id", "a"), Map.of("id", "b"))));
      good.add(
          line(
              "Reward",
              "id",
              "good-r" + i,
              "time",
              NOW + i,
              "decisionId",
              "good/" + i,
              "value",
              i % 2));
    }
    check(extremes, good, (pipe, config) -> BanditPipe.build(pipe, config.bandit()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void biasGoesOn(@ForAll("bias") List<String> extremes) throws Exception {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line(
              "RateWindow",
              "camera",
              GOOD,
              "sensor",
              "evk4",
              "startUs",
              i * 300_000,
              "endUs",
              (i + 1) * 300_000,
              "rate",
              6e7));
    }
    check(extremes, good, (pipe, config) -> BiasPipe.build(pipe, config.bias()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void loopGoesOn(@ForAll("loop") List<String> extremes) throws Exception {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line(
              "Exposure",
              "id",
              "good-e" + i,
              "time",
              NOW + i,
              "user",
              GOOD,
              "item",
              "good" + i % 3,
              "surface",
              GOOD));
      good.add(
          line(
              "Span",
              "traceId",
              GOOD,
              "spanId",
              "good-" + i,
              "time",
              NOW + i,
              "parents",
              i == 0 ? List.of() : List.of("good-" + (i - 1)),
              "trainable",
              i == 0));
    }
    good.add(
        line(
            "AttributedFeedback",
            "id",
            "signal/good",
            "subject",
            "SIGNAL",
            "status",
            "ORPHAN",
            "time",
            NOW + 20,
            "user",
            GOOD,
            "signal",
            record(
                "id",
                "good-f",
                "time",
                NOW + 20,
                "user",
                GOOD,
                "kind",
                "CORRECTION",
                "item",
                "good1",
                "traceId",
                GOOD,
                "spanId",
                "good-9",
                "text",
                "worse")));
    check(extremes, good, (pipe, config) -> LoopPipe.build(pipe, config.loop()));
  }

  private static String line(String type, Object... pairs) {
    Map<String, Object> record = record("type", type, "ingestTime", NOW);
    record.putAll(record(pairs));
    return ExtremeRecords.write(record);
  }

  private static void check(
      List<String> extremes, List<String> good, BiConsumer<Pipe, FlyballConfig> job)
      throws Exception {
    List<String> mixed = new ArrayList<>();
    for (int i = 0; i < Math.max(extremes.size(), good.size()); i++) {
      if (i < extremes.size()) {
        mixed.add(extremes.get(i));
      }
      if (i < good.size()) {
        mixed.add(good.get(i));
      }
    }
    List<String> alone = run(good, job);
    assertThat(alone).isNotEmpty();
    assertThat(run(mixed, job)).containsExactlyInAnyOrderElementsOf(alone);
  }

  /** What the job says of the good key. */
  private static List<String> run(List<String> lines, BiConsumer<Pipe, FlyballConfig> job)
      throws Exception {
    Path in = Files.createTempFile("extreme", ".jsonl");
    Path out = Files.createTempFile("extreme", ".out");
    try {
      Files.write(in, lines);
      FlyballConfig config =
          Settings.load(
              FlyballConfig.class,
              List.of("flink.parallelism=1"),
              Optional.empty(),
              Map.of(),
              List.of());
      StreamExecutionEnvironment env = Pipe.environment(config);
      String from = in.toString();
      String to = out.toString();
      job.accept(new Pipe(env, () -> read(from), () -> append(to), 1 << 20), config);
      env.execute("extreme records");
      return Files.readString(out, UTF_8).lines().filter(line -> line.contains(GOOD)).toList();
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }

  private static InputStream read(String path) {
    try {
      return Files.newInputStream(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OutputStream append(String path) {
    try {
      return Files.newOutputStream(Path.of(path), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
