package io.flyball.jobs.deployment;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.control.SensorProfiles;
import io.flyball.jobs.bandit.BanditDecoder;
import io.flyball.jobs.bandit.BanditEvent;
import io.flyball.jobs.bandit.BanditMapping;
import io.flyball.jobs.bandit.BanditStreams;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.bias.BiasDecoder;
import io.flyball.jobs.bias.BiasMapping;
import io.flyball.jobs.bias.BiasStreams;
import io.flyball.jobs.bias.BiasTopology;
import io.flyball.jobs.bias.CameraInput;
import io.flyball.jobs.dataloop.DataloopDecoder;
import io.flyball.jobs.dataloop.DataloopInput;
import io.flyball.jobs.dataloop.DataloopMapping;
import io.flyball.jobs.dataloop.DataloopStreams;
import io.flyball.jobs.dataloop.DataloopTopology;
import io.flyball.jobs.feedback.FeedbackDecoder;
import io.flyball.jobs.feedback.FeedbackMapping;
import io.flyball.jobs.feedback.FeedbackStreams;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.jobs.feedback.Ingested;
import io.flyball.jobs.gate.GateDecoder;
import io.flyball.jobs.gate.GateInput;
import io.flyball.jobs.gate.GateMapping;
import io.flyball.jobs.gate.GateStreams;
import io.flyball.jobs.gate.GateTopology;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.loop.LoopDecoder;
import io.flyball.jobs.loop.LoopInput;
import io.flyball.jobs.loop.LoopMapping;
import io.flyball.jobs.loop.LoopStreams;
import io.flyball.jobs.loop.LoopTopology;
import io.flyball.jobs.modes.ModesDecoder;
import io.flyball.jobs.modes.ModesInput;
import io.flyball.jobs.modes.ModesMapping;
import io.flyball.jobs.modes.ModesStreams;
import io.flyball.jobs.modes.ModesTopology;
import io.flyball.jobs.reward.RewardDecoder;
import io.flyball.jobs.reward.RewardInput;
import io.flyball.jobs.reward.RewardMapping;
import io.flyball.jobs.reward.RewardStreams;
import io.flyball.jobs.reward.RewardTopology;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.RateWindow;
import io.flyball.schemas.Reward;
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
    switch (job) {
      case "feedback" -> run.feedback(config);
      case "reward" -> run.reward(config);
      case "bandit" -> run.bandit(config);
      case "loop" -> run.loop(config);
      case "bias" -> run.bias(config);
      case "modes" -> run.modes(config);
      case "dataloop" -> run.dataloop(config);
      case "gate" -> run.gate(config);
      default -> throw new IllegalArgumentException(job);
    }
    return run.execute();
  }

  private void feedback(FlyballConfig config) {
    FeedbackDecoder decoder = new FeedbackDecoder(config.feedback());
    DataStream<Ingested> input =
        input(
            config.feedback().maxRecordBytes(),
            List.of(Exposure.class, FeedbackSignal.class),
            decoder::ingest,
            FeedbackTopology.eventTime(config.feedback()),
            Ingested.class);
    FeedbackStreams out = FeedbackTopology.define(input, noControl(), config.feedback());
    out(out.attributed(), FeedbackMapping::toAvro);
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private void reward(FlyballConfig config) {
    RewardDecoder decoder = new RewardDecoder(config.reward());
    DataStream<RewardInput> input =
        input(
            config.reward().maxRecordBytes(),
            List.of(io.flyball.schemas.AttributedFeedback.class, GroupMember.class),
            decoder::ingest,
            RewardTopology.eventTime(config.reward()),
            RewardInput.class);
    RewardStreams out = RewardTopology.define(input, noControl(), config.reward());
    out(out.allRewards(), RewardMapping::toAvro);
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private void bandit(FlyballConfig config) {
    BanditDecoder decoder = new BanditDecoder(config.bandit());
    DataStream<BanditEvent> input =
        input(
            config.bandit().maxRecordBytes(),
            List.of(DecisionRequest.class, Reward.class, PolicySnapshot.class),
            decoder::ingest,
            BanditTopology.eventTime(config.bandit()),
            BanditEvent.class);
    BanditStreams out = BanditTopology.define(input, noControl(), config.bandit());
    out(out.decisions(), BanditMapping::toAvro);
    out(out.outcomes(), BanditMapping::toAvro);
    out(out.snapshots(), BanditMapping::toAvro);
    out(out.evaluations(), BanditMapping::toAvro);
    out(out.late(), BanditMapping::toAvro);
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private void loop(FlyballConfig config) {
    LoopDecoder decoder = new LoopDecoder(config.loop());
    DataStream<LoopInput> input =
        input(
            config.loop().maxRecordBytes(),
            LoopDecoder.TYPES,
            decoder::ingest,
            LoopTopology.eventTime(config.loop()),
            LoopInput.class);
    LoopStreams out = LoopTopology.define(input, noControl(), config.loop());
    out(out.metrics(), LoopMapping::toAvro);
    out(out.stageFeedback(), LoopMapping::toAvro);
    out(out.control(), LoopMapping::toAvro);
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private void bias(FlyballConfig config) {
    BiasDecoder decoder = new BiasDecoder(config.bias());
    DataStream<CameraInput> input =
        input(
            config.bias().maxRecordBytes(),
            List.of(EventPacket.class, RateWindow.class),
            decoder::ingest,
            BiasTopology.eventTime(),
            CameraInput.class);
    BiasStreams out = BiasTopology.define(input, noControl(), config.bias());
    SensorProfiles sensors = config.bias().sensors();
    out(out.commands(), command -> BiasMapping.toAvro(sensors, command));
    out(out.windows(), window -> BiasMapping.toAvro(sensors, window));
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private void modes(FlyballConfig config) {
    ModesDecoder decoder = new ModesDecoder(config.modes());
    DataStream<ModesInput> input =
        input(
            config.modes().maxRecordBytes(),
            ModesDecoder.TYPES,
            decoder::ingest,
            ModesTopology.eventTime(config.modes()),
            ModesInput.class);
    ModesStreams out = ModesTopology.define(input, noControl(), config.modes());
    out(out.states(), ModesMapping::toAvro);
    out(out.rates(), ModesMapping::toAvro);
    out(out.diversity(), ModesMapping::toAvro);
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private void dataloop(FlyballConfig config) {
    DataloopDecoder decoder = new DataloopDecoder(config.dataloop());
    DataStream<DataloopInput> input =
        input(
            config.dataloop().maxRecordBytes(),
            DataloopDecoder.TYPES,
            decoder::ingest,
            DataloopTopology.eventTime(config.dataloop()),
            DataloopInput.class);
    DataloopStreams out = DataloopTopology.define(input, config.dataloop());
    out(out.train(), DataloopMapping::toAvro);
    out(out.expand(), DataloopMapping::toAvro);
    out(out.drop(), DataloopMapping::toAvro);
    out(out.rates(), DataloopMapping::toAvro);
    out(out.searches(), DataloopMapping::toAvro);
    out(out.plans(), DataloopMapping::toAvro);
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private void gate(FlyballConfig config) {
    GateDecoder decoder = new GateDecoder(config.gate());
    DataStream<GateInput> input =
        input(
            config.gate().maxRecordBytes(),
            GateDecoder.TYPES,
            decoder::ingest,
            GateTopology.eventTime(config.gate()),
            GateInput.class);
    GateStreams out = GateTopology.define(input, noControl(), config.gate());
    out(out.verdicts(), GateMapping::toAvro);
    out(out.failures(), GateMapping::toAvro);
    out(out.next(), GateMapping::toAvro);
    out(out.alerts(), RecordMapping::toAvro);
    out(out.deadLetters(), RecordMapping::toAvro);
  }

  private <T> DataStream<T> input(
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

  private DataStream<ControlRecord> noControl() {
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

  private <T> void out(
      DataStream<T> stream, SerializableFunction<T, ? extends SpecificRecord> toAvro) {
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
