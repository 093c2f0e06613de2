package io.flyball.core.camera;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.Consumer;

/** Joins words cut between two pieces for a meter. */
abstract class WordMeter implements RateMeter {
  static final VarHandle U16_LE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle U32_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle U64_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] cut;
  private int cutSize;
  final RateWindows windows;

  WordMeter(int wordBytes, RateWindows windows) {
    this.cut = new byte[wordBytes];
    this.windows = windows;
  }

  abstract void words(byte[] bytes, int from, int to, Consumer<RateWindow> closed);

  @Override
  public RateWindows windows() {
    return windows;
  }

  @Override
  public void meter(byte[] bytes, int from, int length, Consumer<RateWindow> closed) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    int at = from;
    int end = from + length;
    while (cutSize > 0 && at < end) {
      cut[cutSize++] = bytes[at++];
      if (cutSize == cut.length) {
        words(cut, 0, cut.length, closed);
        cutSize = 0;
      }
    }
    int whole = end - (end - at) % cut.length;
    if (whole > at) {
      words(bytes, at, whole, closed);
    }
    for (int i = whole; i < end && i >= at; i++) {
      cut[cutSize++] = bytes[i];
    }
  }
}
