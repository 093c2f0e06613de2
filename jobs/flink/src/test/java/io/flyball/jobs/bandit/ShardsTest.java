package io.flyball.jobs.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.env.LinearEnvironment;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.ShardKey;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.jobs.harness.Subtasks;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hot policy in shards, which hear of each other some records later. */
class ShardsTest {
  private static final int SHARDS = 4;

  /** Rounds, each of a millisecond, that a share is under way. */
  private static final long LAG = 20;

  private static final String[] ARMS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new);
  private static final RawRecord RAW = new RawRecord("t", 0, 0, 0, null, new byte[0], Map.of());

  private record OnItsWay(Snapshot share, long due) {}

  /** The operator, and the snapshots' topic from its end to its beginning. */
  private static final class Loop implements AutoCloseable {
    private final Subtasks<BanditEvent, Decision> subtasks;
    private final BanditConfig config;
    private final Queue<OnItsWay> topic = new ArrayDeque<>();
    private final Map<Integer, Snapshot> newest = new TreeMap<>();
    private final boolean disorder;
    private Snapshot last;

    Loop(int parallelism, boolean disorder, String... sets) throws Exception {
      List<String> all = new ArrayList<>(List.of(sets));
      all.addAll(List.of("bandit.shards=4", "bandit.publish.every=0", "bandit.remember=0 ms"));
      this.disorder = disorder;
      config = ServingOperator.config(all.toArray(String[]::new));
      subtasks = new Subtasks<>(ServingOperator.of(config), parallelism, false);
    }

    void send(BanditEvent event) throws Exception {
      for (BanditEvent copy : event.toShards(config.sharding().shards())) {
        subtasks.send(copy, copy.time());
      }
    }

    /** Carries what was told to the other shards, which takes some rounds. */
    void carry(long round) throws Exception {
      for (int i = 0; i < subtasks.size(); i++) {
        var side = subtasks.get(i).harness().getSideOutput(BanditFunction.SNAPSHOTS);
        while (side != null && !side.isEmpty()) {
          topic.add(new OnItsWay(side.poll().getValue(), round + LAG));
        }
      }
      while (!topic.isEmpty() && topic.peek().due() <= round) {
        Snapshot share = topic.remove().share();
        newest.put(share.shard(), share);
        tell(share);
        if (disorder && last != null) {
          tell(last);
          tell(share);
        }
        last = share;
      }
    }

    void tell(Snapshot share) throws Exception {
      send(new BanditEvent(RAW, null, null, share, null, UnknownFields.NONE));
    }

    /** Observations of all arms that all shards together have told of. */
    double observed() throws Exception {
      double sum = 0;
      for (Snapshot share : newest.values()) {
        Model sums = ModelCodec.read(new DataInputStream(new ByteArrayInputStream(share.model())));
        for (Arm arm : sums.arms()) {
          sum += arm.state()[1];
        }
      }
      return sum;
    }

    /** Decides a round; the reward comes at once. */
    int play(LinearEnvironment world, long round) throws Exception {
      world.begin(round);
      String id = "hot/" + round;
      long time = ServingOperator.NOON + round;
      send(
          new BanditEvent(
              RAW,
              new DecisionRequest(
                  id,
                  time,
                  world.context(),
                  ARMS,
                  new double[0][],
                  AssignedArm.NONE,
                  null,
                  null,
                  false,
                  1,
                  null,
                  null),
              null,
              null,
              null,
              UnknownFields.NONE));
      int arm = decided();
      double[] reward = {world.reward(arm)};
      send(
          new BanditEvent(
              RAW,
              null,
              new Reward("r" + round, time, id, Reward.Kind.FINAL, reward, 1, null, null, 0, null),
              null,
              null,
              UnknownFields.NONE));
      carry(round);
      return arm;
    }

    private int decided() {
      for (int i = 0; i < subtasks.size(); i++) {
        for (Object out = subtasks.get(i).harness().getOutput().poll();
            out != null;
            out = subtasks.get(i).harness().getOutput().poll()) {
          if (out instanceof StreamRecord<?> record
              && record.getValue() instanceof Decision decision) {
            return Integer.parseInt(decision.arm());
          }
        }
      }
      throw new AssertionError("no decision");
    }

    @Override
    public void close() {
      subtasks.close();
    }
  }

  /** The undivided learner's regret in this world is 781.61. Restored and rescaled on the way. */
  @Test
  void fourShardsLoseLessThanATenth() throws Exception {
    LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
    double regret = 0;
    try (Loop loop = new Loop(1, false, "bandit.algorithm=linucb", "bandit.window=1 s")) {
      for (int t = 0; t < 30_000; t++) {
        int arm = loop.play(world, t);
        regret += world.best() - world.mean(arm);
        if (t % 1000 == 0) {
          loop.subtasks.watermark(ServingOperator.NOON + t);
        }
        if (t == 10_000 || t == 20_000) {
          loop.subtasks.restoreAt(t / 10_000 + 1);
        }
      }
      assertThat(regret).isLessThan(1.1 * 781.6127);
      assertThat(loop.newest).containsOnlyKeys(0, 1, 2, 3);
      Map<String, Long> counts = loop.subtasks.counts();
      assertThat(counts)
          .containsEntry("DECISIONS", 30_000L)
          .containsEntry("REWARDED", 30_000L)
          .doesNotContainKey("DEAD_LETTERS");
      assertThat(counts.get("SHARES")).isBetween(116L, 120L);
      assertThat(counts.get("SHARES_TAKEN")).isBetween(345L, 360L);
      assertThat(counts.get("SHARED_DECISIONS")).isBetween(87_000L, 90_000L);
      assertThat(counts.get("STALENESS_MS") / counts.get("SHARES_TAKEN")).isBetween(1L, LAG);
      loop.subtasks.watermark(Long.MAX_VALUE);
      assertThat(loop.subtasks.entries()).as("keyed entries left behind").isZero();
    }
  }

  /** The undivided learner's regret in this world is 886.46. */
  @Test
  void fourShardsOfTheDefaultAlgorithmLoseLessThanAFifth() throws Exception {
    LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
    double regret = 0;
    try (Loop loop = new Loop(1, false, "bandit.window=1 s")) {
      for (int t = 0; t < 30_000; t++) {
        int arm = loop.play(world, t);
        regret += world.best() - world.mean(arm);
        if (t % 1000 == 0) {
          loop.subtasks.watermark(ServingOperator.NOON + t);
        }
      }
    }
    assertThat(regret).isLessThan(1.2 * 886.4571);
  }

  /** A restart and another parallelism on the way; every sixteenth share is whole. */
  @Test
  void compressedSharesSaveMostBytesForALittleRegret() throws Exception {
    double[] regret = new double[2];
    long[] bytes = new long[2];
    for (int i = 0; i < 2; i++) {
      LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
      String[] sets = {"bandit.algorithm=linucb", "bandit.window=1 s", "bandit.exchange=full"};
      sets[2] = i == 0 ? sets[2] : "bandit.exchange=compressed";
      try (Loop loop = new Loop(1, false, sets)) {
        for (int t = 0; t < 20_000; t++) {
          int arm = loop.play(world, t);
          regret[i] += world.best() - world.mean(arm);
          if (t % 1000 == 0) {
            loop.subtasks.watermark(ServingOperator.NOON + t);
          }
          if (t == 10_000) {
            loop.subtasks.restoreAt(2);
          }
        }
        bytes[i] = loop.subtasks.counts().get("SHARE_BYTES");
        assertThat(loop.subtasks.counts()).doesNotContainKey("DEAD_LETTERS");
        loop.subtasks.watermark(Long.MAX_VALUE);
        assertThat(loop.subtasks.entries()).as("keyed entries left behind").isZero();
      }
    }
    assertThat(regret[1]).isLessThan(1.1 * regret[0]);
    assertThat((double) bytes[1]).isLessThan(.45 * bytes[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "compressed"})
  void sharesThatComeTwiceOrTooLateChangeNothing(String exchange) throws Exception {
    List<List<Integer>> played = new ArrayList<>();
    for (boolean disorder : new boolean[] {false, true}) {
      LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
      try (Loop loop =
          new Loop(2, disorder, "bandit.exchange-every=200", "bandit.exchange=" + exchange)) {
        List<Integer> arms = new ArrayList<>();
        for (int t = 0; t < 1000; t++) {
          arms.add(loop.play(world, t));
        }
        played.add(arms);
      }
    }
    assertThat(played.get(1)).isEqualTo(played.get(0));
  }

  @Test
  void priorsCountOnceAndAResetForgetsTheSharesOfAllShards() throws Exception {
    LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
    try (Loop loop =
        new Loop(2, false, "bandit.exchange-every=40", "bandit.algorithm=beta-thompson")) {
      for (int t = 0; t < 200; t++) {
        loop.play(world, t);
      }
      ServingOperator.broadcast(loop.subtasks, "bandit/hot", 1, Map.of("prior.0", "300/1000"));
      for (int t = 200; t < 400; t++) {
        loop.play(world, t);
      }
      assertThat(loop.observed()).isBetween(1330.0, 1400.0);
      Snapshot before = loop.newest.get(2);
      ServingOperator.broadcast(loop.subtasks, "bandit/hot", 2, Map.of("reset", "true"));
      for (int t = 400; t < 600; t++) {
        loop.play(world, t);
      }
      loop.tell(before);
      for (int t = 600; t < 800; t++) {
        loop.play(world, t);
      }
      assertThat(loop.observed()).isBetween(330.0, 400.0);
    }
  }

  @Test
  void aRewardGoesWhereItsDecisionWent() {
    for (int i = 0; i < 100; i++) {
      int shard = ShardKey.shardOf("hot/" + i, SHARDS);
      assertThat(shard).isBetween(0, SHARDS - 1);
      ShardKey key = new ShardKey("a#b/hot", shard);
      assertThat(ShardKey.parse(ShardKey.of(key.policy(), shard, SHARDS), SHARDS)).isEqualTo(key);
    }
    assertThat(ShardKey.parse("a#1", 1)).isEqualTo(new ShardKey("a#1", 0));
  }
}
