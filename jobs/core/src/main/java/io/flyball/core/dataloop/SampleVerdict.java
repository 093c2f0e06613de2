package io.flyball.core.dataloop;

import io.flyball.core.dataloop.LabelVote.Opinion;
import java.util.Map;

/** What a sample turned out to be, and where it goes. */
public enum SampleVerdict {
  /** The model gives the label, and is sure of it: nothing to learn. */
  MASTERED(Route.DROP),
  /** The model gives the label, but is not sure of it. */
  BORDERLINE(Route.TRAIN),
  /** The label is wrong and the model right: the answer becomes the label. */
  ORIGINAL_INCORRECT(Route.TRAIN),
  /** The label is right and the model wrong: a hard example, a seed of more like it. */
  MODEL_INCORRECT(Route.EXPAND),
  /** Both are right, in different words: the label stays. */
  BOTH_CORRECT(Route.TRAIN),
  /** Neither is right: it is written anew. */
  BOTH_INCORRECT(Route.EXPAND),
  /** The judges did not agree in time. */
  FAILED(Route.DROP);

  /** Where a sample goes. */
  public enum Route {
    TRAIN,
    EXPAND,
    DROP
  }

  private final Route route;

  SampleVerdict(Route route) {
    this.route = route;
  }

  public Route route() {
    return route;
  }

  /** Whether the label was found wrong; a failed sample tells nothing. */
  public boolean mislabelled() {
    return this == ORIGINAL_INCORRECT || this == BOTH_INCORRECT;
  }

  /** Whether the model was right. */
  public boolean known() {
    return this != MODEL_INCORRECT && this != BOTH_INCORRECT && this != FAILED;
  }

  /**
   * What judges agree on; FAILED without a majority.
   *
   * @param support sum of the weights of the judges of each opinion
   * @param all weight of all judges, also of those without an opinion; an opinion needs more than
   *     half of it
   */
  public static SampleVerdict of(Map<Opinion, Double> support, double all) {
    for (Map.Entry<Opinion, Double> each : support.entrySet()) {
      if (each.getValue() > all / 2) {
        return switch (each.getKey()) {
          case RESPONSE1_INCORRECT -> ORIGINAL_INCORRECT;
          case RESPONSE2_INCORRECT -> MODEL_INCORRECT;
          case BOTH_CORRECT -> BOTH_CORRECT;
          case BOTH_INCORRECT -> BOTH_INCORRECT;
        };
      }
    }
    return FAILED;
  }
}
