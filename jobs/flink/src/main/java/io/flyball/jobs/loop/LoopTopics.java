package io.flyball.jobs.loop;

/** Topics of the loop job, as the catalogue names them. */
public final class LoopTopics {
  static final String ATTRIBUTED = "feedback.attributed";
  static final String DECISIONS = "bandit.decisions";
  public static final String TURNS = "loop.turns";
  public static final String SPANS = "loop.spans";
  static final String METRICS = "loop.metrics";
  static final String EARLY = "loop.early";
  static final String STAGE_FEEDBACK = "loop.stage-feedback";

  private LoopTopics() {}
}
