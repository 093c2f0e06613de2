package io.flyball.core.bandit.serve;

import java.util.Arrays;

/**
 * What a published policy does, by example, and questions for the next one.
 *
 * @param probes questions asked of the published policy, and its answers
 * @param next questions seen since, without answers
 * @param recent expected rewards of the policies published of late, see {@link RecentPolicies}
 */
@SuppressWarnings("ArrayRecordComponent") // small, rarely copied
public record Published(Probe[] probes, Probe[] next, double[][] recent) {
  static final Published NONE = new Published(new Probe[0], new Probe[0], new double[0][]);

  /** Which of the probes asks the same; -1 for none. */
  int find(Probe question) {
    for (int i = 0; i < probes.length; i++) {
      if (probes[i].asks(question)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A question.
   *
   * @param propensities the published policy's answer; empty when it was not asked
   * @param scores its scores; empty when it was not asked, or discrepancies are not measured
   */
  public record Probe(
      double[] context,
      String[] arms,
      double[][] features,
      double[] weights,
      double[] propensities,
      double[] scores) {
    boolean asks(Probe other) {
      return Arrays.equals(context, other.context)
          && Arrays.equals(arms, other.arms)
          && Arrays.deepEquals(features, other.features)
          && Arrays.equals(weights, other.weights);
    }
  }
}
