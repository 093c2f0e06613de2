package io.flyball.core.bandit.env;

import io.flyball.core.random.Draws;

/** The environments' generator: the i-th uniform of a key is u(k, i) = mix64(k + (i+1) gamma). */
final class Counter {
  static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final long POLICY = 0x504F4C494359L; // "POLICY"

  private static final long DELAYS = 0x44454C415953L; // "DELAYS"

  private Counter() {}

  static double uniform(long key, long i) {
    return (Draws.mix64(key + (i + 1) * GAMMA) >>> 11) * 0x1.0p-53;
  }

  static double policyDraw(long seed, long count) {
    return uniform(Draws.mix64(seed ^ POLICY), count);
  }

  static double delayDraw(long seed, long round) {
    return uniform(Draws.mix64(seed ^ DELAYS), round);
  }
}
