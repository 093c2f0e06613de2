package io.flyball.jobs.gate;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.check.FutureTime;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.GateCritique;
import io.flyball.schemas.GateEvent;
import io.flyball.schemas.GateOutcome;
import io.flyball.schemas.GateProposal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/** Bytes to {@link GateInput}: decode and check. A function of the record alone. */
public final class GateDecoder implements SerializableFunction<RawRecord, GateInput> {
  private static final long serialVersionUID = 1;

  /** The records that the job reads beside control. */
  public static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(GateProposal.class, GateCritique.class, GateOutcome.class, GateEvent.class);

  private final HashMap<String, RecordCodec<? extends SpecificRecord>> codecs = new HashMap<>();
  private final PlausibleTimes times;
  private final long maxAhead;

  public GateDecoder(GateConfig config) {
    Map<String, Class<? extends SpecificRecord>> types =
        Map.of(
            config.proposalsTopic(),
            GateProposal.class,
            config.critiquesTopic(),
            GateCritique.class,
            config.outcomesTopic(),
            GateOutcome.class,
            config.eventsTopic(),
            GateEvent.class);
    types.forEach(
        (topic, type) -> codecs.put(topic, RecordCodec.of(type, config.maxRecordBytes())));
    times = config.times();
    maxAhead = config.maxAhead().toMillis();
  }

  @Override
  public GateInput apply(RawRecord raw) {
    return ingest(raw, codecs.get(raw.topic()).decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public GateInput ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return GateInput.refused(raw, refused.refusal());
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    Optional<Refusal> implausible = times.fault(good.value());
    if (implausible.isPresent()) {
      return GateInput.refused(raw, implausible.get());
    }
    GateInput in = ingest(raw, good.value());
    Optional<Refusal> ahead =
        in.refusal() == null
            ? FutureTime.check(in.time(), raw.ingestTime(), maxAhead)
            : Optional.empty();
    return ahead
        .map(refusal -> GateInput.refused(raw, refusal))
        .orElse(in)
        .with(good.unknownFields());
  }

  private static GateInput ingest(RawRecord raw, SpecificRecord record) {
    if (record instanceof GateProposal row) {
      return GateCheck.take(raw, row);
    }
    if (record instanceof GateCritique row) {
      return GateCheck.take(raw, row);
    }
    if (record instanceof GateOutcome row) {
      return GateCheck.take(raw, row);
    }
    if (record instanceof GateEvent row) {
      return GateCheck.take(raw, row);
    }
    String message =
        "the gate job reads GateProposal, GateCritique, GateOutcome, GateEvent and ControlUpdate,"
            + " not "
            + record.getSchema().getName();
    return GateInput.refused(raw, Refusal.of(Reason.UNKNOWN_TYPE, "type", message));
  }
}
