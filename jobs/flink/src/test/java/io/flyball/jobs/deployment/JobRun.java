package io.flyball.jobs.deployment;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.SideInputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.function.SerializableFunction;

/** One job on JSON lines, and all that came out as sorted JSON lines: a function of its input. */
final class JobRun {
  private final StreamExecutionEnvironment env;
  private final List<String> lines;
  private final List<DataStream<String>> outputs = new ArrayList<>();

  private JobRun(FlyballConfig config, List<String> lines) {
    Configuration options = config.flink().toConfiguration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    options.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    this.env = StreamExecutionEnvironment.getExecutionEnvironment(options);
    this.lines = lines;
  }

  /** What a job makes of lines. */
  static List<String> of(String job, FlyballConfig config, List<String> lines) throws Exception {
    JobRun run = new JobRun(config, lines);
    JobEnds.define(job, run, config);
    return run.execute();
  }

  /** The lines as the job decodes them. */
  <T> DataStream<T> input(
      int limit,
      List<Class<? extends SpecificRecord>> types,
      BiFunction<RawRecord, Decoded<? extends SpecificRecord>, T> ingest,
      WatermarkStrategy<T> eventTime,
      Class<T> type) {
    JsonLines json = new JsonLines("test", types, limit);
    List<T> events = new ArrayList<>();
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      JsonLines.Line decoded = json.decode(events.size() + 1L, bytes, false, Lines.time(line));
      events.add(ingest.apply(decoded.raw(), decoded.decoded()));
    }
    TypeInformation<T> info = TypeInformation.of(type);
    return env.fromData(info, array(events))
        .setParallelism(1)
        .uid("test-lines")
        .assignTimestampsAndWatermarks(atOnce(eventTime))
        .setParallelism(1)
        .uid("test-event-time");
  }

  @SuppressWarnings("unchecked")
  private static <T> T[] array(List<T> events) {
    return (T[]) events.toArray();
  }

  /** A control stream without records. */
  DataStream<ControlRecord> noControl() {
    return env.fromData(
            TypeInformation.of(ControlRecord.class), new ControlRecord(null, null, null))
        .setParallelism(1)
        .uid("test-control")
        .filter(never -> false)
        .setParallelism(1)
        .uid("test-no-control")
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .setParallelism(1)
        .uid("test-control-time");
  }

  /** Keeps what comes out of a stream. */
  <T> void out(DataStream<T> stream, SerializableFunction<T, ? extends SpecificRecord> toAvro) {
    MapFunction<T, String> write =
        record -> {
          SpecificRecord avro = toAvro.apply(record);
          return avro.getSchema().getName() + JsonWriter.write(avro);
        };
    outputs.add(stream.map(write).returns(Types.STRING).uid("test-out-" + outputs.size()));
  }

  private List<String> execute() throws Exception {
    DataStream<String> all = outputs.get(0);
    for (DataStream<String> other : outputs.subList(1, outputs.size())) {
      all = all.union(other);
    }
    all.map(new Keep()).uid("test-keep").sinkTo(new DiscardingSink<>()).uid("test-sink");
    List<String> written =
        new ArrayList<>(
            SharedFlink.cluster()
                .executeJobBlocking(env.getStreamGraph().getJobGraph())
                .<List<String>>getAccumulatorResult(Keep.LINES));
    Collections.sort(written);
    return written;
  }

  private static final class Keep extends RichMapFunction<String, String> {
    private static final long serialVersionUID = 1;
    private static final String LINES = "lines";

    private final ListAccumulator<String> lines = new ListAccumulator<>();

    @Override
    public void open(OpenContext context) {
      getRuntimeContext().addAccumulator(LINES, lines);
    }

    @Override
    public String map(String line) {
      lines.add(line);
      return line;
    }
  }

  /** Event time that moves with every record, not with the clock. */
  private static <T> WatermarkStrategy<T> atOnce(WatermarkStrategy<T> strategy) {
    WatermarkGeneratorSupplier<T> supplier =
        context -> {
          WatermarkGenerator<T> inner = strategy.createWatermarkGenerator(context);
          return new WatermarkGenerator<>() {
            @Override
            public void onEvent(T event, long time, WatermarkOutput output) {
              inner.onEvent(event, time, output);
              inner.onPeriodicEmit(output);
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {}
          };
        };
    return WatermarkStrategy.forGenerator(supplier)
        .withTimestampAssigner(context -> strategy.createTimestampAssigner(context));
  }
}
