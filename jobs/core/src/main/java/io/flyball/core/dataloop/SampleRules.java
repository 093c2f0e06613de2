package io.flyball.core.dataloop;

import java.io.Serializable;
import java.util.Map;

/**
 * How samples are judged.
 *
 * @param judges whose votes are awaited
 * @param deadline ms from the probe to the last vote that counts
 * @param sure perplexity up to which an answer that is right is mastered
 * @param weights of judges by name, at least 0; 1 for any other
 */
public record SampleRules(int judges, long deadline, double sure, Map<String, Double> weights)
    implements Serializable {

  public SampleRules {
    if (judges < 1 || deadline < 0 || !(sure >= 1 && Double.isFinite(sure))) {
      throw new IllegalArgumentException(
          "at least one judge, a deadline of at least 0 ms and a perplexity of at least 1 are"
              + " needed, found "
              + judges
              + ", "
              + deadline
              + " and "
              + sure);
    }
    weights.forEach(
        (judge, weight) -> {
          if (!(weight >= 0 && weight <= 1e6)) {
            throw new IllegalArgumentException(
                "the weight of judge " + judge + " must lie in [0, 1e6], found " + weight);
          }
        });
    weights = Map.copyOf(weights);
  }

  /** Of a judge. */
  double weight(String judge) {
    return weights.getOrDefault(judge, 1.0);
  }
}
