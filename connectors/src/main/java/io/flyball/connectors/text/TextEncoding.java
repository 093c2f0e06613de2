package io.flyball.connectors.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encoding of a text, as its first bytes tell it: a byte order mark (UTF-32 before UTF-16
 * before UTF-8), else UTF-16 where every other byte is zero, else UTF-8.
 *
 * @param charset what to decode with
 * @param mark bytes of the byte order mark, 0 where there is none
 */
record TextEncoding(Charset charset, int mark) {
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  static TextEncoding detect(byte[] head, int length) {
    if (starts(head, length, 0xFF, 0xFE, 0, 0)) {
      return new TextEncoding(UTF_32LE, 4);
    }
    if (starts(head, length, 0, 0, 0xFE, 0xFF)) {
      return new TextEncoding(UTF_32BE, 4);
    }
    if (starts(head, length, 0xFF, 0xFE)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (starts(head, length, 0xFE, 0xFF)) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 2);
    }
    if (starts(head, length, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding(StandardCharsets.UTF_8, 3);
    }
    return new TextEncoding(unmarked(head, length), 0);
  }

  /** Whether more bytes would not make another encoding of these first ones. */
  static boolean isTold(byte[] head, int length) {
    if (length == 0) {
      return false;
    }
    boolean mayBeMark =
        switch (head[0] & 0xFF) {
          case 0xFF, 0xFE, 0xEF, 0 -> true;
          default -> false;
        };
    return length >= 4 || (!mayBeMark && (length > 1 || head[0] == '\n'));
  }

  /** The same bytes decoded by the charset that the caller wants; its own mark is still skipped. */
  TextEncoding as(Charset wanted) {
    boolean same = wanted.equals(charset) || (mark == 2 && wanted.name().equals("UTF-16"));
    return same ? this : new TextEncoding(wanted, 0);
  }

  /** How the report names it. */
  String description() {
    return charset.name() + (mark > 0 ? " with a byte order mark" : "");
  }

  /** Latin text in UTF-16 has a zero in every other byte; text in UTF-8 has none. */
  private static Charset unmarked(byte[] head, int length) {
    int[] zeros = new int[2];
    for (int i = 0; i < length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    int pairs = length / 2;
    if (pairs > 0 && zeros[1] * 2 > pairs && zeros[0] * 10 < pairs) {
      return StandardCharsets.UTF_16LE;
    }
    return pairs > 0 && zeros[0] * 2 > pairs && zeros[1] * 10 < pairs
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  private static boolean starts(byte[] head, int length, int... with) {
    if (length < with.length) {
      return false;
    }
    for (int i = 0; i < with.length; i++) {
      if ((head[i] & 0xFF) != with[i]) {
        return false;
      }
    }
    return true;
  }
}
