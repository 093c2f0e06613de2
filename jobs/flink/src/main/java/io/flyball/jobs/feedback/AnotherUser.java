package io.flyball.jobs.feedback;

import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/** True for an event of a user who is not part of the match yet. */
final class AnotherUser extends IterativeCondition<PatternEvent> {
  private static final long serialVersionUID = 1;

  @Override
  public boolean filter(PatternEvent event, Context<PatternEvent> context) throws Exception {
    return isAnother(event, context, "first") && isAnother(event, context, "others");
  }

  private static boolean isAnother(PatternEvent event, Context<PatternEvent> context, String part)
      throws Exception {
    for (PatternEvent earlier : context.getEventsForPattern(part)) {
      if (earlier.user().equals(event.user())) {
        return false;
      }
    }
    return true;
  }
}
