package io.flyball.local.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.RateWindow;
import io.flyball.schemas.Reward;
import io.flyball.schemas.Span;
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
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * No record stops a job or moves another key: whatever the schema allows, the job goes on to its
 * end, and what it says of the key {@code good} is what it says of it alone.
 */
class ExtremeRecordsProperties {
  private static final int TRIES = 4;

  /** Later than the clock, which stamps lines that are refused before their ingestTime is read. */
  private static final long NOW = 4_000_000_000_000L;

  private static final String GOOD = "good";

  private static Map<String, Object> record(Object... pairs) {
    Map<String, Object> record = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      record.put((String) pairs[i], pairs[i + 1]);
    }
    return record;
  }

  private static final Map<String, Object> EXPOSURE =
      record("id", "xe", "time", NOW, "user", "xu", "item", "xi", "surface", "xs");
  private static final Map<String, Object> SIGNAL =
      record("id", "xs", "time", NOW, "user", "xu", "kind", "CLICK", "exposureId", "xe");

  @Provide
  Arbitrary<List<String>> feedback() {
    return lines(
        new ExtremeRecords(Exposure.getClassSchema(), EXPOSURE),
        new ExtremeRecords(FeedbackSignal.getClassSchema(), SIGNAL));
  }

  @Provide
  Arbitrary<List<String>> reward() {
    return lines(
        new ExtremeRecords(AttributedFeedback.getClassSchema(), ROW),
        new ExtremeRecords(
            GroupMember.getClassSchema(),
            record(
                "id",
                "xm",
                "time",
                NOW,
                "groupId",
                "xg",
                "decisionId",
                "x/1",
                "expectedSize",
                2,
                "components",
                Map.of("a", 1))));
  }

  private static final Map<String, Object> ROW =
      record(
          "id",
          "signal/xs",
          "subject",
          "SIGNAL",
          "status",
          "ATTRIBUTED",
          "time",
          NOW,
          "user",
          "xu",
          "exposure",
          with(EXPOSURE, "decisionId", "x/1"),
          "signal",
          SIGNAL,
          "delayMs",
          0);

  private static Map<String, Object> with(Map<String, Object> base, String field, Object value) {
    Map<String, Object> record = record();
    record.putAll(base);
    record.put(field, value);
    return record;
  }

  @Provide
  Arbitrary<List<String>> bandit() {
    return lines(
        new ExtremeRecords(
            DecisionRequest.getClassSchema(),
            record(
                "id",
                "x/1",
                "time",
                NOW,
                "context",
                List.of(1, 0.5),
                "arms",
                List.of(Map.of("id", "a"), Map.of("id", "b")))),
        new ExtremeRecords(
            Reward.getClassSchema(),
            record("id", "xr", "time", NOW, "decisionId", "x/1", "value", 1)));
  }

  @Provide
  Arbitrary<List<String>> bias() {
    return lines(
        new ExtremeRecords(
            RateWindow.getClassSchema(),
            record("camera", "xc", "sensor", "evk4", "startUs", 0, "endUs", 300_000, "rate", 6e7)),
        new ExtremeRecords(
            EventPacket.getClassSchema(),
            record(
                "camera",
                "xd",
                "sensor",
                "evk4",
                "sequence",
                0,
                "startUs",
                0,
                "endUs",
                300_000,
                "encoding",
                "EVT3",
                "width",
                1280,
                "height",
                720,
                "events",
                "")));
  }

  @Provide
  Arbitrary<List<String>> loop() {
    return lines(
        new ExtremeRecords(Exposure.getClassSchema(), EXPOSURE),
        new ExtremeRecords(AttributedFeedback.getClassSchema(), ROW),
        new ExtremeRecords(
            Decision.getClassSchema(),
            record(
                "id",
                "x/1",
                "time",
                NOW,
                "policy",
                "x",
                "arm",
                "a",
                "propensity",
                0.5,
                "arms",
                List.of("a", "b"),
                "propensities",
                List.of(0.5, 0.5),
                "policyVersion",
                1,
                "algorithm",
                "linucb")),
        new ExtremeRecords(
            EpisodeTurn.getClassSchema(),
            record(
                "id",
                "xt",
                "time",
                NOW,
                "episode",
                "xe",
                "model",
                "xm",
                "turn",
                1,
                "answer",
                "a",
                "judge",
                "xj",
                "feedback",
                "GOOD")),
        new ExtremeRecords(
            Span.getClassSchema(),
            record("traceId", "xt", "spanId", "xs", "time", NOW, "trainable", true)));
  }

  private static Arbitrary<List<String>> lines(ExtremeRecords... records) {
    return ExtremeRecords.lines(List.of(records), NOW).list().ofSize(40);
  }

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
