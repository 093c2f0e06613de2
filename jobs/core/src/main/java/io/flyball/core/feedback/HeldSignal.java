package io.flyball.core.feedback;

/**
 * A signal that waits for its exposure.
 *
 * @param signal the signal
 * @param late whether it came later than the out-of-order bound
 */
public record HeldSignal(FeedbackSignal signal, boolean late) {}
