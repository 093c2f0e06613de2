package io.flyball.jobs.bias;

/** Operator uids of the bias job. They are public API: a renamed uid loses its state. */
public final class BiasUids {
  public static final String SOURCE = "bias-source";
  public static final String CONTROL_SOURCE = "bias-control-source";
  public static final String REFERENCE_SOURCE = "bias-reference-source";
  public static final String STEERING = "bias-steering";
  public static final String ADMISSION = "bias-admission";
  public static final String CONTROL = "bias-control";
  public static final String UNKNOWN_FIELDS = "bias-unknown-fields";
  public static final String CONTROL_REFUSALS = "bias-control-refusals";
  public static final String SIGNS = "bias-signs";
  public static final String PATTERN_TIME = "bias-pattern-time";
  public static final String PINNED = "bias-pinned-at-rail";
  public static final String HUNTING = "bias-hunting";
  public static final String SILENT = "bias-silent";
  public static final String FLOODING = "bias-flooding";
  public static final String PACKET_LOSS = "bias-packet-loss";
  public static final String LATE_FOR_PATTERNS = "bias-late-for-patterns";
  public static final String COMMAND_SINK = "bias-command-sink";
  public static final String WINDOW_SINK = "bias-window-sink";
  public static final String PLACE_SINK = "bias-place-sink";
  public static final String ALERT_SINK = "bias-alert-sink";
  public static final String OFFLINE_COMMANDS = "bias-offline-commands";
  public static final String OFFLINE_WINDOWS = "bias-offline-windows";
  public static final String DEAD_LETTER_SINK = "bias-dead-letter-sink";

  private BiasUids() {}
}
