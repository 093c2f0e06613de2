package io.flyball.jobs.dataloop;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.check.FutureTime;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskTransition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/** Bytes to {@link DataloopInput}: decode and check. A function of the record alone. */
public final class DataloopDecoder implements SerializableFunction<RawRecord, DataloopInput> {
  private static final long serialVersionUID = 1;

  /** The records that the job reads. */
  public static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(DataProbe.class, DataVote.class, SearchStep.class, TaskTransition.class);

  private final HashMap<String, RecordCodec<? extends SpecificRecord>> codecs = new HashMap<>();
  private final PlausibleTimes times;
  private final long maxAhead;

  public DataloopDecoder(DataloopConfig config) {
    Map<String, Class<? extends SpecificRecord>> types =
        Map.of(
            config.probesTopic(),
            DataProbe.class,
            config.votesTopic(),
            DataVote.class,
            config.stepsTopic(),
            SearchStep.class,
            config.transitionsTopic(),
            TaskTransition.class);
    types.forEach(
        (topic, type) -> codecs.put(topic, RecordCodec.of(type, config.maxRecordBytes())));
    times = config.times();
    maxAhead = config.maxAhead().toMillis();
  }

  @Override
  public DataloopInput apply(RawRecord raw) {
    return ingest(raw, codecs.get(raw.topic()).decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public DataloopInput ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return DataloopInput.refused(raw, refused.refusal());
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    Optional<Refusal> implausible = times.fault(good.value());
    if (implausible.isPresent()) {
      return DataloopInput.refused(raw, implausible.get());
    }
    DataloopInput in = ingest(raw, good.value());
    Optional<Refusal> ahead =
        in.refusal() == null
            ? FutureTime.check(in.time(), raw.ingestTime(), maxAhead)
            : Optional.empty();
    return ahead
        .map(refusal -> DataloopInput.refused(raw, refusal))
        .orElse(in)
        .with(good.unknownFields());
  }

  private static DataloopInput ingest(RawRecord raw, SpecificRecord record) {
    if (record instanceof DataProbe probe) {
      return RecordCheck.take(raw, probe);
    }
    if (record instanceof DataVote vote) {
      return RecordCheck.take(raw, vote);
    }
    if (record instanceof SearchStep step) {
      return RecordCheck.take(raw, step);
    }
    if (record instanceof TaskTransition transition) {
      return RecordCheck.take(raw, transition);
    }
    String message =
        "the dataloop job reads DataProbe, DataVote, SearchStep and TaskTransition, not "
            + record.getSchema().getName();
    return DataloopInput.refused(raw, Refusal.of(Reason.UNKNOWN_TYPE, "type", message));
  }
}
