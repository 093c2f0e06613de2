package io.flyball.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A recording whose body comes again and again, so that a decoder can be timed on more bytes than
 * the caches hold. The high parts of EVT 2.0 and 3.0 time go on from repetition to repetition;
 * times of other formats step back at each.
 */
final class LoopedRecording {
  private static final int TIME_HIGH = 8;

  private final byte[] file;
  private final int head;
  private final int body;

  LoopedRecording(byte[] file) {
    this.file = file;
    this.head = headLength(file);
    // A word cut at the end would shift all that follow it.
    int word = says("% evt 2.1") || says("#!AER-DAT2.0") ? 8 : says("% evt") ? evtBytes() : 1;
    this.body = (file.length - head) / word * word;
  }

  /** Where the body begins. */
  int head() {
    return head;
  }

  /** Whether the header holds a text. */
  boolean says(String text) {
    return new String(file, 0, head, StandardCharsets.ISO_8859_1).contains(text);
  }

  /** Header and whole bodies, about {@code bytes} in all and at least one. */
  byte[] repeated(int bytes) {
    int times = Math.max(1, (bytes - head) / Math.max(1, body));
    byte[] all = Arrays.copyOf(file, Math.addExact(head, Math.multiplyExact(body, times)));
    for (int k = 1; k < times; k++) {
      System.arraycopy(file, head, all, head + k * body, body);
    }
    if (says("% evt 2.0") || says("% evt 3.0")) {
      goOn(all, evtBytes());
    }
    return all;
  }

  private int evtBytes() {
    return says("% evt 2.0") ? 4 : 2;
  }

  /** Adds to the high parts of each repetition what the ones before it lasted. */
  private void goOn(byte[] all, int wordBytes) {
    ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    int typeShift = 8 * wordBytes - 4;
    int range = 1 << typeShift;
    int high = -1;
    long span = 0;
    for (int at = head; at < head + body; at += wordBytes) {
      int w = word(b, at, wordBytes);
      if (w >>> typeShift == TIME_HIGH) {
        int next = w & (range - 1);
        span += high < 0 ? 1 : Math.floorMod(next - high, range);
        high = next;
      }
    }
    for (int at = head + body; at < all.length; at += wordBytes) {
      int w = word(b, at, wordBytes);
      if (w >>> typeShift == TIME_HIGH) {
        int later = (int) ((w + (at - head) / body * span) & (range - 1));
        if (wordBytes == 4) {
          b.putInt(at, TIME_HIGH << typeShift | later);
        } else {
          b.putShort(at, (short) (TIME_HIGH << typeShift | later));
        }
      }
    }
  }

  private static int word(ByteBuffer b, int at, int wordBytes) {
    return wordBytes == 4 ? b.getInt(at) : b.getShort(at) & 0xffff;
  }

  private static int headLength(byte[] file) {
    String start = new String(file, 0, Math.min(file.length, 1 << 16), StandardCharsets.ISO_8859_1);
    if (start.startsWith("#!AER-DAT4")) {
      return 18 + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(14);
    } else if (start.startsWith("Event Stream")) {
      return start.charAt(15) == 0 ? 16 : 20;
    }
    int at = 0;
    while (at < start.length() && (start.charAt(at) == '%' || start.charAt(at) == '#')) {
      int end = start.indexOf('\n', at);
      if (end < 0) {
        break;
      }
      String line = start.substring(at, end).strip();
      at = end + 1;
      if (line.equals("% end")
          || line.startsWith("#!END-HEADER")
          || line.startsWith("#End Of ASCII")) {
        break;
      }
    }
    return at;
  }
}
