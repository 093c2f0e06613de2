package io.flyball.core.bandit.serve;

/**
 * What a published policy does, by example, and questions for the next one.
 *
 * @param probes questions asked of the published policy, and its answers
 * @param next questions seen since, without answers
 */
@SuppressWarnings("ArrayRecordComponent") // small, rarely copied
public record Published(Probe[] probes, Probe[] next) {
  static final Published NONE = new Published(new Probe[0], new Probe[0]);

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
      double[] scores) {}
}
