package io.flyball.jobs.bandit;

/** Operator uids of the bandit job. They are public API: a renamed uid loses its state. */
public final class BanditUids {
  public static final String SOURCE = "bandit-source";
  public static final String WARM_START_SOURCE = "bandit-warm-start-source";
  public static final String SHARES_SOURCE = "bandit-shares-source";
  public static final String CONTROL_SOURCE = "bandit-control-source";
  public static final String SHARES = "bandit-shares";
  public static final String REFUSALS = "bandit-refusals";
  public static final String UNKNOWN_FIELDS = "bandit-unknown-fields";
  public static final String CONTROL_REFUSALS = "bandit-control-refusals";
  public static final String SERVING = "bandit-serving";
  public static final String DECISION_SINK = "bandit-decision-sink";
  public static final String OUTCOME_SINK = "bandit-outcome-sink";
  public static final String SNAPSHOT_SINK = "bandit-snapshot-sink";
  public static final String EVALUATION_SINK = "bandit-evaluation-sink";
  public static final String LATE_SINK = "bandit-late-sink";
  public static final String ALERT_SINK = "bandit-alert-sink";
  public static final String OFFLINE_DECISIONS = "bandit-offline-decisions";
  public static final String OFFLINE_OUTCOMES = "bandit-offline-outcomes";
  public static final String OFFLINE_SNAPSHOTS = "bandit-offline-snapshots";
  public static final String DEAD_LETTER_SINK = "bandit-dead-letter-sink";

  private BanditUids() {}
}
