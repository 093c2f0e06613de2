package io.flyball.connectors.camera;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text lines at the head of a recording out of pieces of any size. A line belongs to the
 * header when it begins with the mark, is printable to its end, and no end line came before it.
 */
final class HeaderLines {
  /** A longer line is data that happened to begin like a header. */
  private static final int LONGEST = 8192;

  private final String mark;
  private final String endPrefix;
  private final List<String> lines = new ArrayList<>();
  private boolean done;

  /**
   * @param mark how every line begins
   * @param endPrefix how the last line begins, if there is one
   */
  HeaderLines(String mark, String endPrefix) {
    this.mark = mark;
    this.endPrefix = endPrefix;
  }

  boolean done() {
    return done;
  }

  List<String> lines() {
    return lines;
  }

  /** Takes whole lines from {@code bytes[from, to)} and returns the index after the last one. */
  int read(byte[] bytes, int from, int to) {
    int at = from;
    while (!done && at < to) {
      int newline = lineEnd(bytes, at, to);
      if (newline == NOT_HEADER) {
        done = true;
      } else if (newline == UNFINISHED) {
        return at;
      } else {
        String line = new String(bytes, at, newline - at, StandardCharsets.UTF_8).strip();
        lines.add(line);
        at = newline + 1;
        done = line.startsWith(endPrefix);
      }
    }
    return at;
  }

  private static final int UNFINISHED = -1;
  private static final int NOT_HEADER = -2;

  private int lineEnd(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int b = bytes[i];
      int k = i - from;
      if (k < mark.length() ? b != mark.charAt(k) : b == 0x7f || (b >= 0 && b < ' ' && !space(b))) {
        return NOT_HEADER;
      }
      if (b == '\n') {
        return i;
      }
    }
    return to - from > LONGEST ? NOT_HEADER : UNFINISHED;
  }

  private static boolean space(int b) {
    return b == '\n' || b == '\r' || b == '\t';
  }
}
