package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.PartitionTimeliness;

/**
 * A record as it enters the job: exactly one of exposure, signal and refusal is set. The raw bytes
 * stay with it until nobody can refuse it any more; it lives inside the source's chain and is never
 * sent over the network.
 *
 * @param raw the record as read
 * @param unknownFields JSON fields that no schema names
 * @param payloadHigh high half of the 128-bit payload hash
 * @param payloadLow low half
 */
public record Ingested(
    RawRecord raw,
    Exposure exposure,
    FeedbackSignal signal,
    Refusal refusal,
    UnknownFields unknownFields,
    long payloadHigh,
    long payloadLow)
    implements PartitionTimeliness.Input {

  static Ingested refused(RawRecord raw, Refusal refusal, UnknownFields unknownFields) {
    return new Ingested(raw, null, null, refusal, unknownFields, 0, 0);
  }

  /** The beginning of time for what must not move event time. */
  @Override
  public long time() {
    if (exposure != null) {
      return exposure.time();
    }
    return signal != null ? signal.time() : Long.MIN_VALUE;
  }
}
