package io.flyball.connectors.stdio;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes into lines, in memory bounded by a limit: of a longer line the first
 * bytes are kept and the rest is read and forgotten. A line is handed out as soon as its end is
 * read; a last line needs none. Not thread-safe.
 */
public final class LineReader implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final int limit;
  private final byte[] chunk = new byte[CHUNK];
  private int next;
  private int filled;
  private byte[] line = new byte[1024];
  private long number;

  /**
   * @param limit longest line kept whole, in bytes without its end
   */
  public LineReader(InputStream in, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is at least 1 byte, not " + limit);
    }
    this.in = in;
    this.limit = limit;
  }

  /** The next line, null at the end of the input; waits for whichever comes first. */
  public InputLine read() throws IOException {
    int kept = 0;
    long length = 0;
    boolean last = false;
    while (!last) {
      if (next == filled && !fill()) {
        if (length == 0) {
          return null;
        }
        break;
      }
      int end = next;
      while (end < filled && chunk[end] != '\n') {
        end++;
      }
      last = end < filled;
      length += end - next;
      kept = keep(kept, end);
      next = last ? end + 1 : end;
    }
    if (last && kept == length && kept > 0 && line[kept - 1] == '\r') {
      kept--;
      length--;
    }
    int whole = Math.min(kept, limit);
    return new InputLine(number++, Arrays.copyOf(line, whole), length > limit);
  }

  /** Keeps one byte beyond the limit, in case it is the CR of a line that just fits. */
  private int keep(int kept, int end) {
    int length = Math.min(end - next, limit + 1 - kept);
    if (kept + length > line.length) {
      line = Arrays.copyOf(line, Math.max(kept + length, Math.min(limit + 1, 2 * line.length)));
    }
    System.arraycopy(chunk, next, line, kept, length);
    return kept + length;
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(chunk));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
