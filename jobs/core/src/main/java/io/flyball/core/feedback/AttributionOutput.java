package io.flyball.core.feedback;

/** What {@link Attribution} tells the world. */
public interface AttributionOutput {

  /** A row is final. */
  void emit(AttributedFeedback row);

  /** {@link Attribution#onTime} wants to be called once event time has reached {@code time}. */
  void wakeAt(long time);

  /** A count changed; pending counts also go down. */
  void count(FeedbackCount count, long delta);
}
