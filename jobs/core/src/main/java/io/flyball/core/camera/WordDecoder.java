package io.flyball.core.camera;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A decoder of a stream that is nothing but words of one fixed size. */
public abstract class WordDecoder extends PieceDecoder {
  protected static final VarHandle U16_LE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  protected static final VarHandle U32_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  protected static final VarHandle U64_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int wordBytes;

  protected WordDecoder(int wordBytes) {
    this.wordBytes = wordBytes;
  }

  /** Decodes the words of {@code bytes[from, to)}, a multiple of the word size. */
  protected abstract void words(byte[] bytes, int from, int to, EventColumns out);

  @Override
  protected final int wanted() {
    return wordBytes;
  }

  @Override
  protected final int consume(byte[] bytes, int from, int to, EventColumns out) {
    int whole = to - (to - from) % wordBytes;
    if (whole > from) {
      words(bytes, from, whole, out);
    }
    return whole;
  }
}
