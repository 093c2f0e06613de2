package io.flyball.jobs.gate;

/** Operator uids of the gate job. They are public API: a renamed uid loses its state. */
public final class GateUids {
  public static final String SOURCE = "gate-source";
  public static final String CONTROL_SOURCE = "gate-control-source";
  public static final String INTAKE = "gate-intake";
  public static final String ASKED = "gate-asked";
  public static final String HTTP_CRITIC = "gate-http-critic";
  public static final String ANSWERS = "gate-answers";
  public static final String CLOCK = "gate-clock";
  public static final String VERSIONS = "gate-versions";
  public static final String ACTIONS = "gate-actions";
  public static final String RULES = "gate-rules";
  public static final String CRITICS = "gate-critics";
  public static final String TOGETHER = "gate-together";
  public static final String VERDICTS = "gate-verdicts";
  public static final String GUARDED = "gate-guarded";
  public static final String GUARDED_OUTCOMES = "gate-guarded-outcomes";
  public static final String GUARD = "gate-guard";
  public static final String CHOICE = "gate-choice";
  public static final String EPISODES = "gate-episodes";
  public static final String SESSIONS = "gate-sessions";
  public static final String LOOPING = "gate-looping";
  public static final String BLOCKED_AGAIN = "gate-blocked-again";
  public static final String REJECTED = "gate-rejected-after-execution";
  public static final String LATE_FOR_PATTERNS = "gate-late-for-patterns";
  public static final String UNKNOWN_FIELDS = "gate-unknown-fields";
  public static final String CONTROL_REFUSALS = "gate-control-refusals";
  public static final String VERDICT_SINK = "gate-verdict-sink";
  public static final String FAILURE_SINK = "gate-failure-sink";
  public static final String NEXT_SINK = "gate-next-sink";
  public static final String ALERT_SINK = "gate-alert-sink";
  public static final String DEAD_LETTER_SINK = "gate-dead-letter-sink";
  public static final String VERDICT_LOG = "gate-verdict-log";
  public static final String FAILURE_LOG = "gate-failure-log";

  public static final String TRUST_SOURCE = "gate-trust-source";
  public static final String TRUST = "gate-trust";

  private GateUids() {}
}
