package io.flyball.jobs.dataloop;

/** Operator uids of the dataloop job. They are public API: a renamed uid loses its state. */
public final class DataloopUids {
  public static final String SOURCE = "dataloop-source";
  public static final String CONTROL_SOURCE = "dataloop-control-source";
  public static final String INTAKE = "dataloop-intake";
  public static final String PLAY = "dataloop-play";
  public static final String RATES = "dataloop-rates";
  public static final String CONTROL_REFUSALS = "dataloop-control-refusals";
  public static final String UNKNOWN_FIELDS = "dataloop-unknown-fields";
  public static final String TRAIN_SINK = "dataloop-train-sink";
  public static final String EXPAND_SINK = "dataloop-expand-sink";
  public static final String DROP_SINK = "dataloop-drop-sink";
  public static final String RATE_SINK = "dataloop-rate-sink";
  public static final String SEARCH_SINK = "dataloop-search-sink";
  public static final String PLAN_SINK = "dataloop-plan-sink";
  public static final String ALERT_SINK = "dataloop-alert-sink";
  public static final String DEAD_LETTER_SINK = "dataloop-dead-letter-sink";

  private DataloopUids() {}
}
