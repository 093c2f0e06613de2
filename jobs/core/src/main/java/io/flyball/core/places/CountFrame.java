package io.flyball.core.places;

/**
 * Events counted by pixel and polarity over a stretch of time; row-major, row 0 on top.
 *
 * @param startUs first µs
 * @param endUs first µs behind it
 */
@SuppressWarnings("ArrayRecordComponent") // a frame is its pixels; never compared
public record CountFrame(int width, int height, int[] off, int[] on, long startUs, long endUs) {
  private static final int U8 = 256;

  /** The frame as bytes hold it: counts wrap at 256, as in the published code. */
  public CountFrame wrapped() {
    return new CountFrame(width, height, wrap(off), wrap(on), startUs, endUs);
  }

  private static int[] wrap(int[] counts) {
    int[] bytes = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      bytes[i] = counts[i] % U8;
    }
    return bytes;
  }
}
