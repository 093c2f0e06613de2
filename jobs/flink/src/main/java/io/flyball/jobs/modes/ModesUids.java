package io.flyball.jobs.modes;

/** Operator uids of the modes job. They are public API: a renamed uid loses its state. */
public final class ModesUids {
  public static final String SOURCE = "modes-source";
  public static final String CONTROL_SOURCE = "modes-control-source";
  public static final String INTAKE = "modes-intake";
  public static final String ENTITIES = "modes-entities";
  public static final String SEGMENTS = "modes-segments";
  public static final String SCOPES = "modes-scopes";
  public static final String UNKNOWN_FIELDS = "modes-unknown-fields";
  public static final String CONTROL_REFUSALS = "modes-control-refusals";
  public static final String STATE_SINK = "modes-state-sink";
  public static final String RATE_SINK = "modes-rate-sink";
  public static final String DIVERSITY_SINK = "modes-diversity-sink";
  public static final String ALERT_SINK = "modes-alert-sink";
  public static final String RATE_LOG = "modes-rate-log";
  public static final String DIVERSITY_LOG = "modes-diversity-log";
  public static final String DEAD_LETTER_SINK = "modes-dead-letter-sink";

  private ModesUids() {}
}
