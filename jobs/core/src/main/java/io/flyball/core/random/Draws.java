package io.flyball.core.random;

/**
 * Counter-based random draws: each draw is a pure function of (seed, key, counter), so a replay
 * draws the same numbers whatever the order of arrival and whatever was restarted. There is no
 * state to keep.
 *
 * <p>The mixer is the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom
 * number generators", OOPSLA 2014). Cost: a few multiplications a draw.
 */
public final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Draws() {}

  /**
   * The SplitMix64 finaliser: a bijection of 64 bits whose every output bit depends on every input
   * bit.
   */
  public static long mix64(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 64 bits for a text; equal texts give equal bits on every machine. */
  public static long hash64(CharSequence text) {
    long h = text.length();
    for (int i = 0; i < text.length(); i++) {
      h = mix64(h + GOLDEN_GAMMA + text.charAt(i));
    }
    return h;
  }

  /** 64 random bits: the {@code counter}-th draw of {@code key} under {@code seed}. */
  public static long bits(long seed, long key, long counter) {
    return mix64(mix64(seed ^ mix64(key + GOLDEN_GAMMA)) + (counter + 1) * GOLDEN_GAMMA);
  }

  /** Uniform in [0, 1) with 53 random bits. */
  public static double uniform(long seed, long key, long counter) {
    return (bits(seed, key, counter) >>> 11) * 0x1.0p-53;
  }

  /** Standard normal by the Box-Muller transform of draws 2c and 2c+1. */
  public static double gaussian(long seed, long key, long counter) {
    double u = 1.0 - uniform(seed, key, 2 * counter);
    double v = uniform(seed, key, 2 * counter + 1);
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  }
}
