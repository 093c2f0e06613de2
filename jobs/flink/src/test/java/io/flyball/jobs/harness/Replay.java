package io.flyball.jobs.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A whole topology on a local Flink with one subtask: a list of arrivals goes in, in its order, and
 * event time is the least of the partitions', as a source makes it.
 *
 * @param lines all that came out, sorted
 * @param counts what the operators counted, without prefix; zeros are left out
 */
public record Replay(List<String> lines, Map<String, Long> counts) {

  /** How soon event time follows the records. */
  public enum Pace {
    /** All records are read before it moves at all. */
    FULL_SPEED,
    /** It has moved before the next record is read. */
    RECORD_BY_RECORD
  }

  /**
   * Reads to the end of the arrivals.
   *
   * @param settings of Flink
   * @param eventTime as the job ships it
   * @param partition names the partition of a record
   * @param topology gives all outputs as text
   */
  public static <I> Replay of(
      Configuration settings,
      List<I> arrivals,
      Class<I> type,
      WatermarkStrategy<I> eventTime,
      SerializableFunction<I, String> partition,
      Pace pace,
      BiFunction<StreamExecutionEnvironment, DataStream<I>, List<DataStream<String>>> topology)
      throws Exception {
    settings.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    var env = SharedFlink.env(settings);
    HashSet<String> partitions = new HashSet<>();
    arrivals.forEach(record -> partitions.add(partition.apply(record)));
    DataStream<I> input =
        env.fromData(arrivals, TypeInformation.of(type))
            .uid("arrivals")
            .assignTimestampsAndWatermarks(
                new ByPartition<>(eventTime, partitions, partition, pace))
            .uid("event-time");
    DataStream<String> out =
        topology.apply(env, input).stream().reduce((a, b) -> a.union(b)).orElseThrow();
    List<String> lines = SharedFlink.keep(out, "kept");
    Map<String, Long> counts = new TreeMap<>();
    env.execute("replay")
        .getAllAccumulatorResults()
        .forEach(
            (name, count) -> {
              if (name.startsWith("flyball.") && (Long) count != 0) {
                counts.put(name.replaceFirst("^flyball\\.[a-z]+\\.", ""), (Long) count);
              }
            });
    lines.sort(null);
    return new Replay(lines, counts);
  }

  /** The lines that are not in the other, and those that are there alone. */
  public List<String> differences(Replay other) {
    List<String> differences = new ArrayList<>();
    Map<String, Integer> left = new TreeMap<>();
    lines.forEach(line -> left.merge(line, 1, Integer::sum));
    other.lines.forEach(line -> left.merge(line, -1, Integer::sum));
    left.forEach(
        (line, times) -> {
          if (times != 0) {
            differences.add((times > 0 ? "here: " : "there: ") + line);
          }
        });
    return differences;
  }

  /** An output as text. */
  public static <T> DataStream<String> text(
      DataStream<T> stream, String name, SerializableFunction<T, String> text) {
    return stream
        .map(value -> name + " " + text.apply(value))
        .returns(Types.STRING)
        .uid("text-" + name);
  }

  private record ByPartition<I>(
      WatermarkStrategy<I> each,
      HashSet<String> partitions,
      SerializableFunction<I, String> partition,
      Pace pace)
      implements WatermarkStrategy<I> {

    @Override
    public TimestampAssigner<I> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
      return each.createTimestampAssigner(context);
    }

    @Override
    public WatermarkGenerator<I> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      Map<String, WatermarkGenerator<I>> generators = new HashMap<>();
      Map<String, Reached> reached = new HashMap<>();
      for (String name : partitions) {
        generators.put(name, each.createWatermarkGenerator(context));
        reached.put(name, new Reached());
      }
      return new WatermarkGenerator<>() {
        @Override
        public void onEvent(I event, long timestamp, WatermarkOutput output) {
          String name = partition.apply(event);
          Reached mark = reached.get(name);
          generators.get(name).onEvent(event, timestamp, mark);
          generators.get(name).onPeriodicEmit(mark);
          if (pace == Pace.RECORD_BY_RECORD) {
            onPeriodicEmit(output);
          }
        }

        /** As there are no periods, this is the end of the input. */
        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
          long least = reached.values().stream().mapToLong(r -> r.time).min().orElseThrow();
          output.emitWatermark(new Watermark(least));
        }
      };
    }
  }

  private static final class Reached implements WatermarkOutput {
    private long time = Long.MIN_VALUE;

    @Override
    public void emitWatermark(Watermark watermark) {
      time = Math.max(time, watermark.getTimestamp());
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
