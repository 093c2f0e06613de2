package io.flyball.jobs.modes;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.check.FutureTime;
import io.flyball.connectors.codec.check.ModeObservationCheck;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.RateWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/** Bytes to {@link ModesInput}: decode, check, name the mode. A function of the record alone. */
public final class ModesDecoder implements SerializableFunction<RawRecord, ModesInput> {
  private static final long serialVersionUID = 1;

  /** The records that the job reads beside control. */
  public static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          ModeObservation.class,
          AttributedFeedback.class,
          Decision.class,
          DecisionOutcome.class,
          RateWindow.class);

  private final HashMap<String, RecordCodec<? extends SpecificRecord>> codecs = new HashMap<>();
  private final ObservationCheck observations;
  private final OtherStreams others;
  private final PlausibleTimes times;
  private final long maxAhead;

  public ModesDecoder(ModesConfig config) {
    Map<String, Class<? extends SpecificRecord>> types =
        Map.of(
            config.observationsTopic(),
            ModeObservation.class,
            config.attributedTopic(),
            AttributedFeedback.class,
            config.decisionsTopic(),
            Decision.class,
            config.outcomesTopic(),
            DecisionOutcome.class,
            config.windowsTopic(),
            RateWindow.class);
    types.forEach(
        (topic, type) -> codecs.put(topic, RecordCodec.of(type, config.maxRecordBytes())));
    others = new OtherStreams(config);
    times = config.times();
    maxAhead = config.maxAhead().toMillis();
    observations = new ObservationCheck(new ModeObservationCheck(config.modes(), maxAhead));
  }

  @Override
  public ModesInput apply(RawRecord raw) {
    return ingest(raw, codecs.get(raw.topic()).decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public ModesInput ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return ModesInput.refused(raw, refused.refusal());
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    Optional<Refusal> implausible = times.fault(good.value());
    if (implausible.isPresent()) {
      return ModesInput.refused(raw, implausible.get());
    }
    ModesInput in = ingest(raw, good.value());
    Optional<Refusal> ahead =
        in.refusal() == null
            ? FutureTime.check(in.time(), raw.ingestTime(), maxAhead)
            : Optional.empty();
    return ahead
        .map(refusal -> ModesInput.refused(raw, refusal))
        .orElse(in)
        .with(good.unknownFields());
  }

  private ModesInput ingest(RawRecord raw, SpecificRecord record) {
    if (record instanceof ModeObservation seen) {
      return observations.take(raw, seen);
    }
    if (record instanceof AttributedFeedback row) {
      return others.feedback(raw, row);
    }
    if (record instanceof Decision row) {
      return others.decision(raw, row);
    }
    if (record instanceof DecisionOutcome row) {
      return others.outcome(raw, row);
    }
    if (record instanceof RateWindow row) {
      return others.window(raw, row);
    }
    String message =
        "the modes job reads ModeObservation, AttributedFeedback, Decision, DecisionOutcome,"
            + " RateWindow and ControlUpdate, not "
            + record.getSchema().getName();
    return ModesInput.refused(raw, Refusal.of(Reason.UNKNOWN_TYPE, "type", message));
  }
}
