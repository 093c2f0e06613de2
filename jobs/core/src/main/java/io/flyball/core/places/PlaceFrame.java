package io.flyball.core.places;

/**
 * What stays of a frame: its descriptor, and how many of its pixels have events of each polarity.
 *
 * @param pixels of the frame
 * @param off pixels that have OFF events
 * @param on pixels that have ON events
 */
@SuppressWarnings("ArrayRecordComponent") // data of one drive; never compared
public record PlaceFrame(
    float[] descriptor, long pixels, long off, long on, long startUs, long endUs) {
  /** Makes it of a frame. */
  public static PlaceFrame of(CountFrame f, DescriptorOptions options) {
    return new PlaceFrame(
        options.descriptor(f),
        f.on().length,
        active(f.off()),
        active(f.on()),
        f.startUs(),
        f.endUs());
  }

  private static long active(int[] counts) {
    long n = 0;
    for (int count : counts) {
      n += count != 0 ? 1 : 0;
    }
    return n;
  }
}
