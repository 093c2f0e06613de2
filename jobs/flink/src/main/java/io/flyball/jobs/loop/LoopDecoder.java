package io.flyball.jobs.loop;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.FirstArrival;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.SenderClock;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.connectors.codec.check.LoopCheck;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionStatus;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Bytes to {@link LoopInput}: decode, validate, refuse what claims to come from the future. A pure
 * function of the record alone.
 */
public final class LoopDecoder implements SerializableFunction<RawRecord, LoopInput> {
  private static final long serialVersionUID = 1;

  /** The records that the job reads beside control. */
  public static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          Exposure.class, AttributedFeedback.class, Decision.class, EpisodeTurn.class, Span.class);

  private final HashMap<String, RecordCodec<? extends SpecificRecord>> codecs = new HashMap<>();
  private final LoopMapping mapping;
  private final long maxAhead;
  private final PlausibleTimes times;

  /** Exposures have a topic of their own choice, the others that of the catalogue. */
  public LoopDecoder(LoopConfig config) {
    Map<String, Class<? extends SpecificRecord>> types =
        Map.of(
            config.exposuresTopic(),
            Exposure.class,
            LoopTopics.ATTRIBUTED,
            AttributedFeedback.class,
            LoopTopics.DECISIONS,
            Decision.class,
            LoopTopics.TURNS,
            EpisodeTurn.class,
            LoopTopics.SPANS,
            Span.class);
    types.forEach(
        (topic, type) ->
            codecs.put(topic, RecordCodec.of(type, config.records().maxRecordBytes())));
    mapping = new LoopMapping(config);
    maxAhead = config.records().maxAhead().toMillis();
    times = config.records().times(LoopTopology.JOB);
  }

  @Override
  public LoopInput apply(RawRecord raw) {
    return ingest(raw, codecs.get(raw.topic()).decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public LoopInput ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return LoopInput.refused(raw, refused.refusal(), UnknownFields.NONE);
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    SpecificRecord record = good.value();
    // As the feedback job does: an exposure has one time in both.
    SenderClock.correct(record, FirstArrival.of(raw));
    Refusal fault = times.fault(record).orElseGet(() -> LoopCheck.fault(record));
    if (fault == null) {
      LoopInput in = map(raw, record, good.unknownFields());
      fault = LoopCheck.timeFault(in.time(), raw.ingestTime(), maxAhead);
      if (fault == null) {
        return in;
      }
    }
    return LoopInput.refused(raw, fault, good.unknownFields());
  }

  private LoopInput map(RawRecord raw, SpecificRecord record, UnknownFields unknown) {
    if (record instanceof Exposure e) {
      Interaction touch = mapping.touch(e);
      return new LoopInput(raw, touch.time(), touch, null, null, null, null, unknown);
    }
    if (record instanceof AttributedFeedback row) {
      long time = row.getTime().toEpochMilli();
      if (LoopMapping.isSignal(row)) {
        return new LoopInput(
            raw, time, mapping.touch(row), null, null, mapping.feedback(row), null, unknown);
      }
      OutcomeSeen outcome = LoopMapping.isHindsight(row) ? mapping.outcome(row) : null;
      return new LoopInput(raw, time, null, outcome, null, null, null, unknown);
    }
    if (record instanceof Decision d && d.getStatus() == DecisionStatus.REFUSED) {
      // Nothing was shown.
      return new LoopInput(raw, d.getTime().toEpochMilli(), null, null, null, null, null, unknown);
    }
    if (record instanceof Decision d) {
      Interaction touch = mapping.touch(d);
      return new LoopInput(raw, touch.time(), touch, null, null, null, null, unknown);
    }
    if (record instanceof EpisodeTurn t) {
      TurnSeen turn = mapping.turn(t);
      return new LoopInput(raw, turn.time(), null, null, turn, null, null, unknown);
    }
    TraceSeen span = mapping.span((Span) record);
    return new LoopInput(raw, span.time(), null, null, null, span, null, unknown);
  }
}
