package io.flyball.core.bandit.guide;

/**
 * Lets an expert help only while success is rare: the gate is open while fewer than {@code needed}
 * of the last {@code window} rewards were successes, and what the expert added (counts, or A and b)
 * can be taken back exactly when it closes (the gate of AHPO: MM-HELIX, 2025).
 *
 * <p>State: a ring of bits. Cost: O(1) per reward.
 */
public final class ExpertGate {
  private final int needed;
  private final boolean[] ring;
  private int seen;
  private int successes;

  /**
   * A gate that starts open.
   *
   * @param window rewards looked back on, at least 1
   * @param needed successes among them that close the gate, in [1, window]
   */
  public ExpertGate(int window, int needed) {
    if (window < 1 || needed < 1 || needed > window) {
      throw new IllegalArgumentException(
          "needed must lie in [1, window], found " + needed + " of " + window);
    }
    this.needed = needed;
    this.ring = new boolean[window];
  }

  /** Takes a reward of the learner's own decisions; true when the gate is open afterwards. */
  public boolean observe(boolean success) {
    int at = seen % ring.length;
    successes += (success ? 1 : 0) - (ring[at] ? 1 : 0);
    ring[at] = success;
    seen = seen + 1 == 2 * ring.length ? ring.length : seen + 1;
    return open();
  }

  /** Whether the expert counts. */
  public boolean open() {
    return successes < needed;
  }

  /** Successes in the window. */
  public int successes() {
    return successes;
  }
}
