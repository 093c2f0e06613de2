package io.flyball.jobs.bandit;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.PlausibleTimes;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.connectors.codec.check.RecordCheck;
import io.flyball.core.bandit.serve.RequestValidation;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.BanditObservations;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.Reward;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Bytes to {@link BanditEvent}: decode, validate, refuse what claims to come from the future. A
 * record without a time happened when it was taken in; a reward without an id is named by its
 * place.
 */
public final class BanditDecoder implements SerializableFunction<RawRecord, BanditEvent> {
  /** Topic of models to begin with. */
  public static final String WARM_STARTS = "bandit.warm-starts";

  /** What the topics of snapshots take. */
  private static final int LONGEST_SNAPSHOT = 16 << 20;

  private static final long serialVersionUID = 1;

  private final String requestsTopic;
  private final String observationsTopic;
  private final long maxAhead;
  private final PlausibleTimes times;
  private final double largest;
  private final RecordCodec<DecisionRequest> requests;
  private final RecordCodec<Reward> rewards;
  private final RecordCodec<BanditObservations> observations;
  private final RecordCodec<PolicySnapshot> snapshots;

  public BanditDecoder(BanditConfig config) {
    this.requestsTopic = config.requestsTopic();
    this.observationsTopic = config.observationsTopic();
    this.largest = config.maxMagnitude();
    this.maxAhead = config.records().maxAhead().toMillis();
    this.times = config.records().times(BanditTopology.JOB);
    this.requests = RecordCodec.of(DecisionRequest.class, config.records().maxRecordBytes());
    this.rewards = RecordCodec.of(Reward.class, config.records().maxRecordBytes());
    this.observations = RecordCodec.of(BanditObservations.class, config.records().maxRecordBytes());
    this.snapshots = RecordCodec.of(PolicySnapshot.class, LONGEST_SNAPSHOT);
  }

  @Override
  public BanditEvent apply(RawRecord raw) {
    if (raw.topic().equals(requestsTopic)) {
      return ingest(raw, requests.decode(raw));
    }
    if (raw.topic().equals(observationsTopic)) {
      return ingest(raw, observations.decode(raw));
    }
    boolean model = raw.topic().equals(WARM_STARTS) || raw.topic().equals(BanditJob.SNAPSHOTS);
    return ingest(raw, model ? snapshots.decode(raw) : rewards.decode(raw));
  }

  /** The same for a source that decodes by itself and may carry any of the job's input types. */
  public BanditEvent ingest(RawRecord raw, Decoded<? extends SpecificRecord> decoded) {
    if (decoded instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      return BanditEvent.refused(raw, refused.refusal(), UnknownFields.NONE);
    }
    var good = (Decoded.Good<? extends SpecificRecord>) decoded;
    UnknownFields unknown = good.unknownFields();
    Optional<Refusal> implausible = times.fault(good.value());
    if (good.value() instanceof DecisionRequest avro) {
      return implausible
          .map(refusal -> refusedRequest(raw, refusal, avro, unknown))
          .orElseGet(() -> request(raw, avro, unknown));
    }
    if (implausible.isPresent()) {
      return BanditEvent.refused(raw, implausible.get(), unknown);
    }
    if (good.value() instanceof Reward avro) {
      String id = named(avro.getId(), raw);
      long time = RecordCheck.time(avro.getTime(), raw.ingestTime());
      return reward(raw, CoreRecords.of(avro, id, time), unknown);
    }
    if (good.value() instanceof BanditObservations avro) {
      String id = named(avro.getId(), raw);
      long time = RecordCheck.time(avro.getTime(), raw.ingestTime());
      return reward(raw, CoreRecords.of(avro, id, time), unknown);
    }
    if (good.value() instanceof PolicySnapshot avro) {
      return new BanditEvent(raw, null, null, CoreRecords.of(avro), null, unknown);
    }
    String message =
        "the bandit job reads DecisionRequest, Reward, BanditObservations and PolicySnapshot, not "
            + good.value().getSchema().getName();
    return BanditEvent.refused(raw, Refusal.of(Reason.UNKNOWN_TYPE, "type", message), unknown);
  }

  private BanditEvent request(RawRecord raw, DecisionRequest avro, UnknownFields unknown) {
    var request = CoreRecords.of(avro, RecordCheck.time(avro.getTime(), raw.ingestTime()));
    boolean[] eligible = CoreRecords.eligible(avro);
    Optional<Refusal> fault =
        RecordCheck.request(request, eligible, largest, raw.ingestTime(), maxAhead);
    return fault.isPresent()
        ? refusedRequest(raw, fault.get(), avro, unknown)
        : new BanditEvent(
            raw, RequestValidation.eligible(request, eligible), null, null, null, unknown);
  }

  private static BanditEvent refusedRequest(
      RawRecord raw, Refusal refusal, DecisionRequest avro, UnknownFields unknown) {
    return BanditEvent.refusedRequest(
        raw, refusal, avro.getId().isEmpty() ? null : avro.getId(), unknown);
  }

  private static String named(String id, RawRecord raw) {
    return id.isEmpty() ? raw.topic() + "/" + raw.partition() + "/" + raw.offset() : id;
  }

  private BanditEvent reward(
      RawRecord raw, io.flyball.core.bandit.join.Reward reward, UnknownFields unknown) {
    Optional<Refusal> fault = RecordCheck.reward(reward, largest, raw.ingestTime(), maxAhead);
    return fault.isPresent()
        ? BanditEvent.refused(raw, fault.get(), unknown)
        : new BanditEvent(raw, null, reward, null, null, unknown);
  }
}
