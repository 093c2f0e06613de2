package io.flyball.jobs.dataloop;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.random.Draws;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Subtasks.Subtask;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.IntakeFunction;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.LabelOpinion;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskTransition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** Records in domain words, and the operators as the topology keys them. */
final class Fixtures {
  static final long NOON = 1_700_000_000_000L;
  static final long MINUTE = 60_000;
  private static final int MAX = Subtasks.MAX_PARALLELISM;

  private Fixtures() {}

  /** The defaults, changed by pairs such as {@code dataloop.samples.judges=5}. */
  static DataloopConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).dataloop();
  }

  static DataProbe probe(String sample, long at, String label, String answer) {
    return DataProbe.newBuilder()
        .setId("probe of " + sample)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setSample(sample)
        .setSource("crawl")
        .setCapability("search")
        .setLabel(List.of(label))
        .setAnswer(List.of(answer))
        .setLogProbability(-2)
        .setTokens(10)
        .build();
  }

  static DataVote vote(String sample, long at, String judge, LabelOpinion opinion) {
    return DataVote.newBuilder()
        .setId(judge + " on " + sample)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setSample(sample)
        .setJudge(judge)
        .setOpinion(opinion)
        .build();
  }

  static SearchStep step(String search, long at, String node, String parent, Double reward) {
    return SearchStep.newBuilder()
        .setId(search + node + at)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setSearch(search)
        .setNode(node)
        .setParent(parent)
        .setReward(reward)
        .build();
  }

  static TaskTransition transition(
      String task, long at, String state, String action, double reward, String next) {
    return TaskTransition.newBuilder()
        .setId(task + at)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setTask(task)
        .setState(state)
        .setAction(action)
        .setReward(reward)
        .setNext(next)
        .build();
  }

  static RawRecord raw(SpecificRecord record, int partition, long offset) {
    String topic =
        record instanceof DataProbe
            ? "dataloop.probes"
            : record instanceof DataVote
                ? "dataloop.votes"
                : record instanceof SearchStep ? "search.steps" : "learner.transitions";
    return new RawRecord(
        topic, partition, offset, NOON + 400 * 86_400_000L, null, encode(record), Map.of());
  }

  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> byte[] encode(T record) {
    return RecordCodec.of((Class<T>) record.getClass()).encode(record);
  }

  /** What the decoder makes of a record. */
  static DataloopRecord taken(DataloopConfig config, SpecificRecord record) {
    DataloopInput in = new DataloopDecoder(config).apply(raw(record, 0, 0));
    if (in.record() == null) {
      throw new IllegalArgumentException("refused: " + in.refusal());
    }
    return in.record();
  }

  private record Timed(long at, SpecificRecord record) {}

  /** Samples with their votes, searches and tasks over some hours, in the order of their times. */
  static List<SpecificRecord> day(int each, long seed) {
    List<Timed> all = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      long at = i * 5L * MINUTE;
      String sample = "s" + i;
      boolean known = Draws.uniform(seed, 0, i) < .4;
      all.add(new Timed(at, probe(sample, at, "a", known ? "a" : "b")));
      int votes = (int) (Draws.uniform(seed, 1, i) * 5);
      for (int j = 0; j < votes; j++) {
        long then = at - 2 * MINUTE + j * 7L * MINUTE + j;
        LabelOpinion opinion =
            Draws.uniform(seed, 2 + j, i) < .5
                ? LabelOpinion.RESPONSE1_INCORRECT
                : LabelOpinion.RESPONSE2_INCORRECT;
        all.add(new Timed(then, vote(sample, then, "j" + j, opinion)));
      }
      String search = "q" + i % 3;
      String parent = i < 3 ? "" : "n" + (i - 3 - 3 * (i % 2) * (i > 5 ? 1 : 0));
      all.add(
          new Timed(
              at + 1,
              step(search, at + 1, "n" + i, parent, Draws.uniform(seed, 8, i) * 200 - 100)));
      String state = "x" + i % 2;
      all.add(
          new Timed(
              at + 2, transition("t", at + 2, state, "a" + i % 3, i % 2 * 3.0, "x" + (i + 1) % 2)));
    }
    all.sort(Comparator.comparingLong(Timed::at));
    return all.stream().map(Timed::record).toList();
  }

  /** Within the bound out of order, some of them twice. */
  static <T> List<T> disordered(List<T> ordered, long seed) {
    Random random = new Random(seed);
    List<T> all = new ArrayList<>();
    for (int first = 0; first < ordered.size(); first += 4) {
      List<T> few = new ArrayList<>(ordered.subList(first, Math.min(ordered.size(), first + 4)));
      if (first % 20 == 0) {
        few.add(few.get(0));
      }
      Collections.shuffle(few, random);
      all.addAll(few);
    }
    return all;
  }

  /** A partition always goes to the same subtask, as a source reads it. */
  static Operator<DataloopInput, DataloopRecord> intake(DataloopConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new ProcessOperator<>(new DataloopIntake(config)), MAX, parallelism, index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (in, parallelism) -> in.raw().partition() % parallelism,
        List.of(IntakeFunction.REFUSED));
  }

  static Operator<DataloopRecord, RateEvent> play(DataloopConfig config) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedBroadcastOperatorTestHarness<>(
                  new CoBroadcastWithKeyedOperator<>(
                      new PlayFunction(config), List.of(PlayFunction.CONTROL)),
                  DataloopRecord::key,
                  Types.STRING,
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(
              harness,
              harness::processElement,
              time -> {
                harness.processBroadcastWatermark(Long.MAX_VALUE);
                harness.processWatermark(time);
              });
        },
        (record, parallelism) ->
            KeyGroupRangeAssignment.assignKeyToParallelOperator(record.key(), MAX, parallelism),
        List.of(
            PlayFunction.REFUSED,
            PlayFunction.ALERTS,
            PlayFunction.TRAIN,
            PlayFunction.EXPAND,
            PlayFunction.DROP,
            PlayFunction.SEARCHES,
            PlayFunction.PLANS));
  }

  static ControlRecord control(long version, Map<String, String> parameters) {
    return new ControlRecord(
        new RawRecord("control", 0, version, NOON, null, new byte[0], Map.of()),
        new ControlUpdate("dataloop", version, NOON, parameters, null),
        null);
  }

  /** Sends an update to every subtask, as a broadcast does. */
  @SuppressWarnings("unchecked")
  static void steer(
      Subtasks<DataloopRecord, RateEvent> subtasks, long version, Map<String, String> parameters)
      throws Exception {
    ControlRecord control = control(version, parameters);
    for (int i = 0; i < subtasks.size(); i++) {
      var harness =
          (KeyedBroadcastOperatorTestHarness<?, ?, ControlRecord, ?>) subtasks.get(i).harness();
      harness.processBroadcastElement(control, Long.MIN_VALUE);
    }
  }

  static Operator<RateEvent, RateRow> rates(DataloopConfig config) {
    return keyed(() -> new RatesFunction(config), RateEvent::scope, List.of());
  }

  private static <I, O> Operator<I, O> keyed(
      Supplier<KeyedProcessFunction<String, I, O>> function,
      KeySelector<I, String> key,
      List<OutputTag<?>> sides) {
    return new Operator<>(
        (parallelism, index) -> {
          var harness =
              new KeyedOneInputStreamOperatorTestHarness<>(
                  new KeyedProcessOperator<>(function.get()),
                  key,
                  Types.STRING,
                  MAX,
                  parallelism,
                  index);
          return new Subtask<>(harness, harness::processElement, harness::processWatermark);
        },
        (record, parallelism) -> {
          try {
            return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key.getKey(record), MAX, parallelism);
          } catch (Exception e) {
            throw new IllegalStateException("no key for " + record, e);
          }
        },
        sides);
  }
}
