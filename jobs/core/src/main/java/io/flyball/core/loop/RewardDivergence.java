package io.flyball.core.loop;

import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.Detector;
import io.flyball.core.drift.Direction;
import java.util.Optional;

/**
 * Reward hacking as it shows in the numbers: the score rises and hindsight does not follow. Watches
 * score - hindsight with a change detector and reports rises only. Both on the scale [0, 1]; the
 * difference is mapped to [0, 1] as (1 + score - hindsight) / 2 and back.
 */
public final class RewardDivergence {
  private final Detector detector;

  /** Watches with a detector that accepts [0, 1]; a CUSUM or ADWIN, say. */
  public RewardDivergence(Detector detector) {
    this.detector = detector;
  }

  /** The next interaction; an alarm's levels are mean score - hindsight before and since. */
  public Optional<Alarm> update(double score, double hindsight) {
    if (!(score >= 0 && score <= 1 && hindsight >= 0 && hindsight <= 1)) {
      throw new IllegalArgumentException(
          "score and hindsight lie in [0, 1], were " + score + " and " + hindsight);
    }
    return detector
        .update((1 + score - hindsight) / 2)
        .filter(alarm -> alarm.direction() == Direction.UP)
        .map(
            alarm ->
                new Alarm(
                    alarm.index(),
                    alarm.direction(),
                    2 * alarm.before() - 1,
                    2 * alarm.after() - 1,
                    alarm.width()));
  }
}
