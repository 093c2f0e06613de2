package io.flyball.core.bandit.guide;

/**
 * Lets an expert help only while success is rare: the gate is open while fewer than {@code needed}
 * of the last {@code window} own rewards were successes (the gate of AHPO: MM-HELIX, arXiv
 * 2510.08540). Where successes have probability p, a full window leaves it open with probability
 * BinomCDF(needed - 1; window, p).
 *
 * <p>State: [position | successes | ring of bits], packed into an array of the caller's from an
 * offset on. Cost: O(1) per reward.
 *
 * @param window rewards looked back on, in [1, {@value #MOST}]
 * @param needed successes among them that close the gate, in [1, window]
 */
public record ExpertGate(int window, int needed) {
  /** Longest window: every bit of it is a number in each snapshot of a policy. */
  public static final int MOST = 1_000;

  public ExpertGate {
    if (window < 1 || window > MOST || needed < 1 || needed > window) {
      throw new IllegalArgumentException(
          "needed must lie in [1, window] and window in [1, "
              + MOST
              + "], found "
              + needed
              + " of "
              + window);
    }
  }

  /** Numbers of state. All zero is a gate that has seen nothing, and is open. */
  public int size() {
    return window + 2;
  }

  /** Takes a reward of the learner's own decisions. */
  public void observe(double[] state, int offset, boolean success) {
    int at = (int) state[offset];
    int bit = offset + 2 + at;
    double now = success ? 1 : 0;
    state[offset + 1] += now - state[bit];
    state[bit] = now;
    state[offset] = (at + 1) % window;
  }

  /** Whether the expert counts. */
  public boolean open(double[] state, int offset) {
    return successes(state, offset) < needed;
  }

  /** Successes in the window. */
  public int successes(double[] state, int offset) {
    return (int) state[offset + 1];
  }
}
