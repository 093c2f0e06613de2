package io.flyball.core.dataloop;

import java.io.Serializable;

/**
 * How samples are judged.
 *
 * @param judges whose votes are awaited
 * @param deadline ms from the probe to the last vote that counts
 * @param sure perplexity up to which an answer that is right is mastered
 */
public record SampleRules(int judges, long deadline, double sure) implements Serializable {

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
  }

  /** Votes that decide. */
  int majority() {
    return judges / 2 + 1;
  }
}
