package io.flyball.jobs.bandit;

import static io.flyball.jobs.harness.Replay.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.jobs.harness.Interleaving;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.schemas.RewardKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What comes out in event time depends neither on pace nor on which of two partitions is read
 * first; where requests are answered at once, the verdicts on rewards do not.
 */
class BanditPaceProperties {
  private static final long MINUTE = 60_000;
  private static final String[] COMMON = {
    "bandit.algorithm=linucb:alpha=0.5",
    "bandit.window=10 min",
    "bandit.remember=20 min",
    "bandit.publish.every=20",
    "bandit.publish.threshold=0",
    "bandit.publish.at-least=2 min",
    "bandit.out-of-orderness=1 min"
  };

  /** An event and when it gets to its partition. */
  private record Arrival(BanditEvent event, long at) {}

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void inEventTimeTheSameRecordsGiveTheSameOutput(@ForAll long seed) throws Exception {
    BanditConfig config = config("bandit.delivery=event-time", "bandit.corrections=true");
    List<List<BanditEvent>> partitions = partitions(new Random(seed), 0.2);
    List<BanditEvent> one = Interleaving.of(partitions, seed);
    List<BanditEvent> other = Interleaving.of(partitions, ~seed);
    Replay fast = replay(config, one, Pace.FULL_SPEED, false);
    assertThat(fast.lines()).anyMatch(line -> line.startsWith("late"));
    assertThat(replay(config, one, Pace.RECORD_BY_RECORD, false).differences(fast)).isEmpty();
    assertThat(replay(config, other, Pace.RECORD_BY_RECORD, false).differences(fast)).isEmpty();
  }

  /** The requests of a partition come in their order, rewards late, early and long after. */
  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void answeredAtOnceARewardGetsTheSameVerdict(@ForAll long seed) throws Exception {
    BanditConfig config = config("bandit.delivery=strict", "bandit.default-reward=0");
    List<List<BanditEvent>> partitions = partitions(new Random(seed), 0);
    List<BanditEvent> one = Interleaving.of(partitions, seed);
    Replay fast = replay(config, one, Pace.FULL_SPEED, true);
    assertThat(fast.lines()).anyMatch(line -> line.startsWith("late"));
    assertThat(replay(config, one, Pace.RECORD_BY_RECORD, true).differences(fast)).isEmpty();
    assertThat(
            replay(config, Interleaving.of(partitions, ~seed), Pace.RECORD_BY_RECORD, true)
                .differences(fast))
        .isEmpty();
  }

  private static BanditConfig config(String... sets) {
    List<String> all = new ArrayList<>(List.of(COMMON));
    all.addAll(List.of(sets));
    return ServingOperator.config(all.toArray(String[]::new));
  }

  /** Requests in one partition, rewards in another. */
  private static List<List<BanditEvent>> partitions(Random random, double lateRequests) {
    List<Arrival> requests = new ArrayList<>();
    List<Arrival> rewards = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      long at = i * MINUTE / 2;
      String id = "policy" + i % 3 + "/" + i;
      BanditEvent request =
          ServingOperator.event(ServingOperator.request(id, at, random.nextDouble(), 1).build());
      boolean late = random.nextDouble() < lateRequests;
      requests.add(new Arrival(request, at + (late ? 5 * MINUTE : 0)));
      long then = at + (long) (random.nextDouble() * 16 * MINUTE) - MINUTE;
      RewardKind kind = random.nextInt(4) == 0 ? RewardKind.FINAL : RewardKind.VALUE;
      double fate = random.nextDouble();
      long delay = fate < 0.6 ? MINUTE / 2 : fate < 0.9 ? 5 * MINUTE : 40 * MINUTE;
      BanditEvent reward =
          ServingOperator.event(
              ServingOperator.reward("r" + i, id, then, kind, random.nextDouble()).build());
      rewards.add(new Arrival(reward, then + (long) (random.nextDouble() * delay)));
      if (fate > 0.7) {
        rewards.add(new Arrival(reward, then + (long) (random.nextDouble() * delay)));
      }
    }
    return List.of(inOrder(requests), inOrder(rewards));
  }

  private static List<BanditEvent> inOrder(List<Arrival> arrivals) {
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals.stream().map(Arrival::event).toList();
  }

  private static Replay replay(
      BanditConfig config, List<BanditEvent> arrivals, Pace pace, boolean verdictsOnly)
      throws Exception {
    return Replay.of(
        new Configuration(),
        arrivals,
        BanditEvent.class,
        BanditTopology.eventTime(config),
        event -> event.raw().topic(),
        pace,
        (env, input) -> {
          BanditStreams out = BanditTopology.define(input, noControl(env), config);
          return verdictsOnly ? verdicts(out) : everything(out);
        });
  }

  private static List<DataStream<String>> everything(BanditStreams out) {
    return List.of(
        text(out.decisions(), "decision", row -> JsonWriter.write(BanditMapping.toAvro(row))),
        text(out.outcomes(), "outcome", row -> JsonWriter.write(BanditMapping.toAvro(row))),
        text(out.snapshots(), "snapshot", row -> JsonWriter.write(BanditMapping.toAvro(row))),
        text(out.late(), "late", row -> JsonWriter.write(BanditMapping.toAvro(row))),
        text(out.alerts(), "alert", row -> JsonWriter.write(RecordMapping.toAvro(row))),
        text(out.deadLetters(), "letter", row -> row.reason() + " " + row.offset()));
  }

  /** What is said of each reward, and of each decision what was made of its rewards. */
  private static List<DataStream<String>> verdicts(BanditStreams out) {
    return List.of(
        text(
            out.outcomes(),
            "outcome",
            row -> row.id() + " " + row.status() + " " + Arrays.toString(row.reward())),
        text(out.late(), "late", row -> row.id() + " " + row.decisionId()));
  }

  private static DataStream<ControlRecord> noControl(StreamExecutionEnvironment env) {
    return env.fromData(
            List.of(new ControlRecord(null, null, null)), TypeInformation.of(ControlRecord.class))
        .uid("control")
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time");
  }
}
