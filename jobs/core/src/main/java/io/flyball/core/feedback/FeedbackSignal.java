package io.flyball.core.feedback;

import java.util.Comparator;

/**
 * One answer of a user. It names its target by exposure id, by decision id, or by user and item;
 * the first that is given counts.
 *
 * @param id unique id and idempotency key
 * @param time when the user acted, epoch ms
 * @param user who acted
 * @param kind what was done
 * @param exposureId target exposure, or null
 * @param decisionId target decision, or null
 * @param item target item, or null
 * @param value strength in the unit of the kind; null when the kind says it all
 * @param stage stage of the answer it speaks about
 * @param actor a person or an agent that simulates one
 * @param traceId trace of the answer, or null
 * @param spanId span of the answer, or null
 * @param text free text, or null
 * @param shift how the time was moved for the sender's clock; null when it was not
 */
public record FeedbackSignal(
    String id,
    long time,
    String user,
    SignalKind kind,
    String exposureId,
    String decisionId,
    String item,
    Double value,
    FeedbackStage stage,
    FeedbackActor actor,
    String traceId,
    String spanId,
    String text,
    SenderShift shift) {

  /** Event-time order with the id as the tie-breaker, so that order never depends on arrival. */
  public static final Comparator<FeedbackSignal> EVENT_ORDER =
      Comparator.comparingLong(FeedbackSignal::time).thenComparing(FeedbackSignal::id);
}
