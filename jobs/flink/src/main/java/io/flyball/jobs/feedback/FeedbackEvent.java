package io.flyball.jobs.feedback;

import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackSignal;

/**
 * A valid, timely event: exactly one of exposure and signal is set.
 *
 * @param payloadHigh high half of the 128-bit payload hash
 * @param payloadLow low half
 * @param known by which event time it had arrived: its own time, or where its partition had come by
 *     more than the out-of-order bound further
 * @param topic where it was read
 * @param partition partition it was read from
 * @param offset offset or line number
 * @param ingestTime when the source took it in, epoch ms
 */
public record FeedbackEvent(
    Exposure exposure,
    FeedbackSignal signal,
    long payloadHigh,
    long payloadLow,
    long known,
    String topic,
    int partition,
    long offset,
    long ingestTime) {

  static FeedbackEvent of(Ingested in, long known) {
    return new FeedbackEvent(
        in.exposure(),
        in.signal(),
        in.payloadHigh(),
        in.payloadLow(),
        known,
        in.raw().topic(),
        in.raw().partition(),
        in.raw().offset(),
        in.raw().ingestTime());
  }

  long time() {
    return exposure != null ? exposure.time() : signal.time();
  }

  /** Whether it came later than the out-of-order bound. */
  boolean late() {
    return known > time();
  }

  /** The id in the name space of its record type. */
  String identity() {
    return exposure != null ? "x/" + exposure.id() : "s/" + signal.id();
  }

  String user() {
    return exposure != null ? exposure.user() : signal.user();
  }
}
