package io.flyball.core.reward;

import io.flyball.core.reward.weigh.CovarianceWeights;
import java.util.Arrays;
import java.util.List;

/**
 * What a policy's final rewards taught about the weights of its auxiliaries.
 *
 * @param names of the auxiliaries; state of other ones is begun anew
 * @param base their weights by configuration or control when learning began
 * @param moments and the weights in force
 */
@SuppressWarnings("ArrayRecordComponent") // packed state; never compared as a whole
public record LearnedWeights(List<String> names, double[] base, CovarianceWeights.State moments) {

  static LearnedWeights begun(List<String> names, double[] base) {
    return new LearnedWeights(names, base, CovarianceWeights.State.of(base));
  }

  boolean isOf(List<String> auxiliaries, double[] weights) {
    return names.equals(auxiliaries) && Arrays.equals(base, weights);
  }

  /** With what was learned of the components, and weights that somebody set. */
  LearnedWeights restarted(double[] weights) {
    return new LearnedWeights(names, weights, moments.weighing(weights));
  }
}
