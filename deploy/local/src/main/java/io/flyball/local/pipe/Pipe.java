package io.flyball.local.pipe;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.EventBatch;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.stdio.InputLine;
import io.flyball.connectors.stdio.LinesSink;
import io.flyball.connectors.stdio.LinesSource;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.ControlDecoder;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.schemas.ControlUpdate;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * The two ends of a job in a pipe: JSON lines in, JSON lines out.
 *
 * @param in opened once, in the task that reads
 * @param out opened once, in the task that writes
 * @param limit longest line in bytes
 */
public record Pipe(
    StreamExecutionEnvironment env,
    SerializableSupplier<InputStream> in,
    SerializableSupplier<OutputStream> out,
    int limit) {
  private static final String STDIN = "stdin";
  private static final OutputTag<ControlRecord> CONTROL =
      new OutputTag<>("control", TypeInformation.of(ControlRecord.class));

  /** What a line holds; refusals included. */
  public interface Reading extends Serializable {
    List<JsonLines.Line> read(long number, byte[] line, boolean truncated, long now);
  }

  /** What a job makes of a line that is no control update; refusals included. */
  public interface Ingest<T> extends Serializable {
    T apply(RawRecord raw, Decoded<? extends SpecificRecord> decoded);
  }

  /**
   * The lines that come in.
   *
   * @param data what the job reads beside control
   * @param control never holds back event time
   */
  public record Lines<T>(DataStream<T> data, DataStream<ControlRecord> control) {}

  /** Where a pipe runs: in this process, without checkpoints, small, and in a hurry to answer. */
  public static StreamExecutionEnvironment environment(FlyballConfig config) {
    return StreamExecutionEnvironment.createLocalEnvironment(settings(config));
  }

  static Configuration settings(FlyballConfig config) {
    Configuration flink = config.flink().toConfiguration();
    flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
    flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    return flink;
  }

  /**
   * Reads lines of some records, and of ControlUpdate.
   *
   * @param types records that may come, by simple class name
   */
  public <T> Lines<T> lines(
      List<Class<? extends SpecificRecord>> types,
      Ingest<T> ingest,
      WatermarkStrategy<T> eventTime,
      Class<T> type) {
    List<Class<? extends SpecificRecord>> all = new ArrayList<>(types);
    all.add(ControlUpdate.class);
    JsonLines json = new JsonLines(STDIN, all, limit);
    return lines(
        (number, line, truncated, now) ->
            (truncated ? List.of(line) : EventBatch.values(line))
                .stream().map(value -> json.decode(number, value, truncated, now)).toList(),
        ingest,
        eventTime,
        type);
  }

  /** Reads lines of another format. */
  public <T> Lines<T> lines(
      Reading reading, Ingest<T> ingest, WatermarkStrategy<T> eventTime, Class<T> type) {
    SingleOutputStreamOperator<T> decoded =
        env.fromSource(
                new LinesSource<>(in, limit, line -> line),
                WatermarkStrategy.noWatermarks(),
                "Lines in",
                TypeInformation.of(InputLine.class))
            .setParallelism(1)
            .uid("pipe-lines-in")
            .process(new Decode<>(reading, ingest))
            .returns(type)
            .setParallelism(1)
            .uid("pipe-decode");
    return new Lines<>(
        decoded.assignTimestampsAndWatermarks(eventTime).setParallelism(1).uid("pipe-event-time"),
        decoded
            .getSideOutput(CONTROL)
            .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
            .setParallelism(1)
            .uid("pipe-control-time"));
  }

  /** A stream as JSON lines. */
  public static <T> DataStream<String> json(
      DataStream<T> stream, SerializableFunction<T, ? extends SpecificRecord> toAvro, String name) {
    MapFunction<T, String> write = record -> JsonWriter.write(toAvro.apply(record));
    return stream.map(write).returns(Types.STRING).uid("pipe-json-" + name);
  }

  /** Writes lines, each at once. */
  public void write(DataStream<String> lines) {
    lines.sinkTo(new LinesSink(out)).uid("pipe-lines-out").name("Lines out");
  }

  /** The same for several streams, each with a sink in its own chain: no line waits for a hop. */
  @SafeVarargs
  public final void write(DataStream<String>... streams) {
    for (int i = 0; i < streams.length; i++) {
      streams[i].sinkTo(new LinesSink(out)).uid("pipe-lines-out-" + i).name("Lines out");
    }
  }

  private static final class Decode<T> extends ProcessFunction<InputLine, T> {
    private static final long serialVersionUID = 1;

    private final Reading reading;
    private final Ingest<T> ingest;

    Decode(Reading reading, Ingest<T> ingest) {
      this.reading = reading;
      this.ingest = ingest;
    }

    @Override
    public void processElement(InputLine line, Context context, Collector<T> out) {
      long now = System.currentTimeMillis();
      for (JsonLines.Line decoded :
          reading.read(line.number(), line.bytes(), line.truncated(), now)) {
        if (decoded.decoded() instanceof Decoded.Good<? extends SpecificRecord> good
            && good.value() instanceof ControlUpdate update) {
          context.output(CONTROL, ControlDecoder.of(decoded.raw(), update, good.unknownFields()));
        } else {
          out.collect(ingest.apply(decoded.raw(), decoded.decoded()));
        }
      }
    }
  }
}
