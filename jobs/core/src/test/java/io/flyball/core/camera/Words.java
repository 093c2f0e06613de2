package io.flyball.core.camera;

import java.io.ByteArrayOutputStream;

/** Little-endian words, as sensors send them. */
final class Words {
  private Words() {}

  static byte[] u16(int... words) {
    return bytes(2, java.util.Arrays.stream(words).asLongStream().toArray());
  }

  static byte[] u32(int... words) {
    return bytes(4, java.util.Arrays.stream(words).asLongStream().toArray());
  }

  static byte[] u64(long... words) {
    return bytes(8, words);
  }

  private static byte[] bytes(int width, long[] words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long w : words) {
      for (int i = 0; i < width; i++) {
        out.write((int) (w >>> (8 * i)));
      }
    }
    return out.toByteArray();
  }

  /** {@code t x,y p} of every event, one a line. */
  static String text(EventColumns c) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < c.size(); i++) {
      s.append(c.t(i)).append(' ').append(c.x(i)).append(',').append(c.y(i));
      s.append(c.p(i) == 1 ? " ON\n" : " OFF\n");
    }
    return s.toString();
  }

  /** {@code t channel value} of every trigger, one a line. */
  static String triggers(EventColumns c) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < c.triggers().size(); i++) {
      s.append(c.triggers().t(i)).append(" ch").append(c.triggers().id(i));
      s.append(c.triggers().value(i) == 1 ? " rise\n" : " fall\n");
    }
    return s.toString();
  }
}
