package io.flyball.jobs.feedback;

/** Operator uids of the feedback job. They are public API: a renamed uid loses its state. */
public final class FeedbackUids {
  public static final String SOURCE = "feedback-source";
  public static final String CONTROL_SOURCE = "feedback-control-source";
  public static final String TIMELINESS = "feedback-timeliness";
  public static final String DEDUPLICATION = "feedback-deduplication";
  public static final String ATTRIBUTION = "feedback-attribution";
  public static final String UNKNOWN_FIELDS = "feedback-unknown-fields";
  public static final String CONTROL_REFUSALS = "feedback-control-refusals";
  public static final String BURST = "feedback-burst";
  public static final String FLIP_FLOP = "feedback-flip-flop";
  public static final String EARLY = "feedback-signal-before-exposure";
  public static final String REPEATED_TEXT = "feedback-repeated-text";
  public static final String LATE_FOR_PATTERNS = "feedback-late-for-patterns";
  public static final String ATTRIBUTED_SINK = "feedback-attributed-sink";
  public static final String ALERT_SINK = "feedback-alert-sink";
  public static final String DEAD_LETTER_SINK = "feedback-dead-letter-sink";
  public static final String OFFLINE_LOG = "feedback-offline-log";

  private FeedbackUids() {}
}
