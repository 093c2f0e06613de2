package io.flyball.core.dataloop;

import java.util.List;

/**
 * What a model answered to a training sample.
 *
 * @param source where the label comes from
 * @param capability that the sample trains
 * @param label the calls, or whatever parts, of the reference
 * @param answer those of the model; their order does not count
 * @param logProbability of the answer under the model, summed over its tokens, at most 0
 * @param tokens of the answer, at least 1
 * @param time epoch ms
 */
public record SampleProbe(
    String sample,
    String source,
    String capability,
    List<String> label,
    List<String> answer,
    double logProbability,
    long tokens,
    long time) {

  public SampleProbe {
    label = List.copyOf(label);
    answer = List.copyOf(answer);
    if (!(logProbability <= 0 && logProbability >= -1e12) || tokens < 1) {
      throw new IllegalArgumentException(
          "a log probability lies in [-1e12, 0] and an answer has at least one token, found "
              + logProbability
              + " and "
              + tokens);
    }
  }

  /** Whether label and answer have the same parts, each as often. */
  public boolean agrees() {
    return label.stream().sorted().toList().equals(answer.stream().sorted().toList());
  }

  /** exp(-logProbability / tokens); 1 for a certain answer, at most 1e300. */
  public double perplexity() {
    return Math.min(1e300, Math.exp(-logProbability / tokens));
  }
}
