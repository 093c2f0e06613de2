package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Counts the events of raw sensor words by window without decoding them: where only rates are
 * needed, coordinates are never looked at (an event outside the array counts).
 *
 * <p>Takes pieces of any size, as a decoder does.
 */
public interface RateMeter {

  /** Counts the events of the next bytes; each window that ends goes to {@code closed}. */
  void meter(byte[] bytes, int from, int length, Consumer<RateWindow> closed);

  /** The windows counted into. */
  RateWindows windows();
}
