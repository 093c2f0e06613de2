package io.flyball.jobs.deployment;

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
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.BanditObservations;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.RateWindow;
import io.flyball.schemas.Reward;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Each job between the lines of a {@link JobRun} and what it keeps. */
final class JobEnds {
  private JobEnds() {}

  static void define(String job, JobRun run, FlyballConfig config) {
    switch (job) {
      case "feedback" -> feedback(run, config);
      case "reward" -> reward(run, config);
      case "bandit" -> bandit(run, config);
      case "loop" -> loop(run, config);
      case "bias" -> bias(run, config);
      case "modes" -> modes(run, config);
      case "dataloop" -> dataloop(run, config);
      case "gate" -> gate(run, config);
      default -> throw new IllegalArgumentException(job);
    }
  }

  private static void feedback(JobRun run, FlyballConfig config) {
    FeedbackDecoder decoder = new FeedbackDecoder(config.feedback());
    DataStream<Ingested> input =
        run.input(
            config.feedback().records().maxRecordBytes(),
            List.of(Exposure.class, FeedbackSignal.class),
            decoder::ingest,
            FeedbackTopology.eventTime(config.feedback()),
            Ingested.class);
    FeedbackStreams out = FeedbackTopology.define(input, run.noControl(), config.feedback());
    run.out(out.attributed(), FeedbackMapping::toAvro);
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }

  private static void reward(JobRun run, FlyballConfig config) {
    RewardDecoder decoder = new RewardDecoder(config.reward());
    DataStream<RewardInput> input =
        run.input(
            config.reward().records().maxRecordBytes(),
            List.of(io.flyball.schemas.AttributedFeedback.class, GroupMember.class),
            decoder::ingest,
            RewardTopology.eventTime(config.reward()),
            RewardInput.class);
    RewardStreams out = RewardTopology.define(input, run.noControl(), config.reward());
    run.out(out.allRewards(), RewardMapping::toAvro);
    run.out(out.memories(), RewardMapping::memory);
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }

  private static void bandit(JobRun run, FlyballConfig config) {
    BanditDecoder decoder = new BanditDecoder(config.bandit());
    DataStream<BanditEvent> input =
        run.input(
            config.bandit().records().maxRecordBytes(),
            List.of(
                DecisionRequest.class,
                Reward.class,
                BanditObservations.class,
                PolicySnapshot.class),
            decoder::ingest,
            BanditTopology.eventTime(config.bandit()),
            BanditEvent.class);
    BanditStreams out = BanditTopology.define(input, run.noControl(), config.bandit());
    run.out(out.decisions(), BanditMapping::toAvro);
    run.out(out.outcomes(), BanditMapping::toAvro);
    run.out(out.snapshots(), BanditMapping::toAvro);
    run.out(out.evaluations(), BanditMapping::toAvro);
    run.out(out.late(), BanditMapping::toAvro);
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }

  private static void loop(JobRun run, FlyballConfig config) {
    LoopDecoder decoder = new LoopDecoder(config.loop());
    DataStream<LoopInput> input =
        run.input(
            config.loop().records().maxRecordBytes(),
            LoopDecoder.TYPES,
            decoder::ingest,
            LoopTopology.eventTime(config.loop()),
            LoopInput.class);
    LoopStreams out = LoopTopology.define(input, run.noControl(), config.loop());
    run.out(out.metrics(), LoopMapping::toAvro);
    run.out(out.stageFeedback(), LoopMapping::toAvro);
    run.out(out.control(), LoopMapping::toAvro);
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }

  private static void bias(JobRun run, FlyballConfig config) {
    BiasDecoder decoder = new BiasDecoder(config.bias());
    DataStream<CameraInput> input =
        run.input(
            config.bias().maxRecordBytes(),
            List.of(EventPacket.class, RateWindow.class),
            decoder::ingest,
            BiasTopology.eventTime(),
            CameraInput.class);
    BiasStreams out = BiasTopology.define(input, run.noControl(), config.bias());
    SensorProfiles sensors = config.bias().sensors();
    run.out(out.commands(), command -> BiasMapping.toAvro(sensors, command));
    run.out(out.windows(), window -> BiasMapping.toAvro(sensors, window));
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }

  private static void modes(JobRun run, FlyballConfig config) {
    ModesDecoder decoder = new ModesDecoder(config.modes());
    DataStream<ModesInput> input =
        run.input(
            config.modes().records().maxRecordBytes(),
            ModesDecoder.TYPES,
            decoder::ingest,
            ModesTopology.eventTime(config.modes()),
            ModesInput.class);
    ModesStreams out = ModesTopology.define(input, run.noControl(), config.modes());
    run.out(out.states(), ModesMapping::toAvro);
    run.out(out.rates(), ModesMapping::toAvro);
    run.out(out.diversity(), ModesMapping::toAvro);
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }

  private static void dataloop(JobRun run, FlyballConfig config) {
    DataloopDecoder decoder = new DataloopDecoder(config.dataloop());
    DataStream<DataloopInput> input =
        run.input(
            config.dataloop().records().maxRecordBytes(),
            DataloopDecoder.TYPES,
            decoder::ingest,
            DataloopTopology.eventTime(config.dataloop()),
            DataloopInput.class);
    DataloopStreams out = DataloopTopology.define(input, run.noControl(), config.dataloop());
    run.out(out.train(), DataloopMapping::toAvro);
    run.out(out.expand(), DataloopMapping::toAvro);
    run.out(out.drop(), DataloopMapping::toAvro);
    run.out(out.rates(), DataloopMapping::toAvro);
    run.out(out.searches(), DataloopMapping::toAvro);
    run.out(out.plans(), DataloopMapping::toAvro);
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }

  private static void gate(JobRun run, FlyballConfig config) {
    GateDecoder decoder = new GateDecoder(config.gate());
    DataStream<GateInput> input =
        run.input(
            config.gate().records().maxRecordBytes(),
            GateDecoder.TYPES,
            decoder::ingest,
            GateTopology.eventTime(config.gate()),
            GateInput.class);
    GateStreams out = GateTopology.define(input, run.noControl(), config.gate());
    run.out(out.verdicts(), GateMapping::toAvro);
    run.out(out.failures(), GateMapping::toAvro);
    run.out(out.next(), GateMapping::toAvro);
    run.out(out.alerts(), RecordMapping::toAvro);
    run.out(out.deadLetters(), RecordMapping::toAvro);
  }
}
