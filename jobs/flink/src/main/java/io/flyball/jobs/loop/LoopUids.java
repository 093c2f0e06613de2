package io.flyball.jobs.loop;

/** Operator uids of the loop job. They are public API: a renamed uid loses its state. */
public final class LoopUids {
  public static final String SOURCE = "loop-source";
  public static final String CONTROL_SOURCE = "loop-control-source";
  public static final String TIMELINESS = "loop-timeliness";
  public static final String DEDUPLICATION = "loop-deduplication";
  public static final String PRE_AGGREGATE = "loop-pre-aggregate";
  public static final String OUTCOMES = "loop-outcomes";
  public static final String EPISODES = "loop-episodes";
  public static final String WINDOWS = "loop-windows";
  public static final String BUNDLES = "loop-bundles";
  public static final String DETECTORS = "loop-detectors";
  public static final String STAMP = "loop-stamp";
  public static final String WINDOW_FINDINGS = "loop-window-findings";
  public static final String DRIFT = "loop-drift";
  public static final String ECHO_CHAMBER = "loop-echo-chamber";
  public static final String TAKEOVER = "loop-source-takeover";
  public static final String HACKING = "loop-reward-hacking";
  public static final String HARMFUL_JUDGE = "loop-harmful-judge";
  public static final String SILENCE = "loop-silence";
  public static final String TRACES = "loop-traces";
  public static final String GOVERNOR_INPUT = "loop-governor-input";
  public static final String GOVERNOR = "loop-governor";
  public static final String UNKNOWN_FIELDS = "loop-unknown-fields";
  public static final String CONTROL_REFUSALS = "loop-control-refusals";
  public static final String METRIC_SINK = "loop-metric-sink";
  public static final String EARLY_SINK = "loop-early-sink";
  public static final String ALERT_SINK = "loop-alert-sink";
  public static final String STAGE_FEEDBACK_SINK = "loop-stage-feedback-sink";
  public static final String CONTROL_SINK = "loop-control-sink";
  public static final String OFFLINE_LOG = "loop-offline-log";
  public static final String DEAD_LETTER_SINK = "loop-dead-letter-sink";

  private LoopUids() {}
}
