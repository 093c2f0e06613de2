package io.flyball.connectors.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Decodes bytes and refuses what the encoding does not allow: a replacement character would make
 * one id of two. The refusal names line, byte and the encoding that the rest of the file points to.
 */
final class StrictReader extends Reader {
  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
  private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
  private long offset;
  private long line = 1;
  private boolean ended;

  StrictReader(Path file, InputStream in, TextEncoding encoding) {
    this.file = file;
    this.in = in;
    this.offset = encoding.mark();
    this.decoder =
        encoding
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] to, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!chars.hasRemaining()) {
      if (!decode()) {
        return -1;
      }
    }
    int count = Math.min(length, chars.remaining());
    chars.get(to, from, count);
    return count;
  }

  /** Decodes what there is; false at the end. */
  private boolean decode() throws IOException {
    if (ended && !bytes.hasRemaining()) {
      return false;
    }
    fill();
    int before = bytes.position();
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    chars.flip();
    offset += bytes.position() - before;
    if (result.isError() && !chars.hasRemaining()) {
      throw broken();
    }
    char[] all = chars.array();
    int breaks = 0;
    for (int i = 0; i < chars.limit(); i++) {
      breaks += all[i] == '\n' ? 1 : 0;
    }
    line += breaks;
    return true;
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = ended ? -1 : in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }

  private TextException broken() throws IOException {
    int found = bytes.get(bytes.position()) & 0xFF;
    String name = decoder.charset().name();
    String problem =
        String.format(
            Locale.ROOT, "byte %d of the file, 0x%02X, is not %s", offset + 1, found, name);
    if (!name.equals("UTF-8")) {
      return new TextException(file, line, problem + "; give another --encoding");
    }
    String likely = hasControls() ? "windows-1252" : "ISO-8859-1";
    return new TextException(
        file, line, problem + "; if the file is " + likely + ", give --encoding " + likely);
  }

  /** Bytes 80 to 9F are letters and quotes in windows-1252 and nothing in ISO-8859-1. */
  private boolean hasControls() throws IOException {
    boolean controls = false;
    do {
      while (bytes.hasRemaining()) {
        int b = bytes.get() & 0xFF;
        controls |= b >= 0x80 && b <= 0x9F;
      }
      fill();
    } while (bytes.hasRemaining() || !ended);
    return controls;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
