package io.flyball.local.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.runtime.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** What a job says of the good key where there is no other: the same at every try. */
  private static final Map<List<String>, List<String>> ALONE = new HashMap<>();

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void feedbackGoesOn(@ForAll("feedback") List<String> extremes) throws Exception {
    check(extremes, feedbackGood(), (pipe, config) -> FeedbackPipe.build(pipe, config.feedback()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void rewardGoesOn(@ForAll("reward") List<String> extremes) throws Exception {
    check(extremes, rewardGood(), (pipe, config) -> RewardPipe.build(pipe, config.reward()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void banditGoesOn(@ForAll("bandit") List<String> extremes) throws Exception {
    check(extremes, banditGood(), (pipe, config) -> BanditPipe.build(pipe, config.bandit()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void biasGoesOn(@ForAll("bias") List<String> extremes) throws Exception {
    check(extremes, biasGood(), (pipe, config) -> BiasPipe.build(pipe, config.bias()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void loopGoesOn(@ForAll("loop") List<String> extremes) throws Exception {
    check(extremes, loopGood(), (pipe, config) -> LoopPipe.build(pipe, config.loop()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void dataloopGoesOn(@ForAll("dataloop") List<String> extremes) throws Exception {
    check(extremes, dataloopGood(), (pipe, config) -> DataloopPipe.build(pipe, config.dataloop()));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void modesGoesOn(@ForAll("modes") List<String> extremes) throws Exception {
    check(extremes, modesGood(), (pipe, config) -> ModesPipe.build(pipe, config.modes()));
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
    if (!ALONE.containsKey(good)) {
      ALONE.put(good, run(good, job));
    }
    List<String> alone = ALONE.get(good);
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
      StreamExecutionEnvironment env = SharedFlink.env(Pipe.settings(config));
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
