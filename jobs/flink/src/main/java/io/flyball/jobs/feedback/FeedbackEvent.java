package io.flyball.jobs.feedback;

import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackSignal;

/**
 * A valid event that waits, in keyed state: exactly one of exposure and signal is set.
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

  long time() {
    return exposure != null ? exposure.time() : signal.time();
  }

  /** The id in the name space of its record type. */
  String identity() {
    return exposure != null ? "x/" + exposure.id() : "s/" + signal.id();
  }
}
