package io.flyball.jobs.reward;

/** Operator uids of the reward job. They are public API: a renamed uid loses its state. */
public final class RewardUids {
  public static final String SOURCE = "reward-source";
  public static final String CONTROL_SOURCE = "reward-control-source";
  public static final String INTAKE = "reward-intake";
  public static final String LEDGER = "reward-ledger";
  public static final String GROUPS = "reward-groups";
  public static final String MEMORY = "reward-memory";
  public static final String MEMORY_SINK = "reward-memory-sink";
  public static final String UNKNOWN_FIELDS = "reward-unknown-fields";
  public static final String CONTROL_REFUSALS = "reward-control-refusals";
  public static final String REWARD_SINK = "reward-sink";
  public static final String GROUP_SINK = "reward-group-sink";
  public static final String ALERT_SINK = "reward-alert-sink";
  public static final String OFFLINE_LOG = "reward-offline-log";
  public static final String DEAD_LETTER_SINK = "reward-dead-letter-sink";

  private RewardUids() {}
}
