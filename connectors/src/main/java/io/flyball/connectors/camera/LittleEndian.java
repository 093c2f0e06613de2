package io.flyball.connectors.camera;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers in byte arrays. */
final class LittleEndian {
  private static final VarHandle I16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static short i16(byte[] bytes, int at) {
    return (short) I16.get(bytes, at);
  }

  static int u16(byte[] bytes, int at) {
    return i16(bytes, at) & 0xffff;
  }

  static int i32(byte[] bytes, int at) {
    return (int) I32.get(bytes, at);
  }

  static long i64(byte[] bytes, int at) {
    return (long) I64.get(bytes, at);
  }
}
