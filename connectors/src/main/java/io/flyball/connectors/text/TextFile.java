package io.flyball.connectors.text;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An open text file, plain or compressed: its encoding is known and its byte order mark is skipped.
 * Not thread-safe.
 */
public final class TextFile implements Closeable {
  private static final int HEAD = 1 << 12;

  private final Path file;
  private final TextEncoding encoding;
  private final InputStream in;
  private final byte[] head;

  private TextFile(Path file, TextEncoding encoding, byte[] head, InputStream in) {
    this.file = file;
    this.encoding = encoding;
    this.head = head;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @param encoding null to detect it
   * @throws IOException when the file cannot be opened
   * @throws TextException when the file's byte order mark contradicts the encoding
   */
  public static TextFile open(Path file, Charset encoding) throws IOException {
    InputStream in = CompressedFiles.open(file);
    try {
      return of(file, encoding, in.readNBytes(HEAD), in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * A text that comes as a stream, such as standard input. It waits for as many bytes as tell the
   * encoding and no more: who writes one line waits for what becomes of it.
   *
   * @param name what messages call it
   */
  public static TextFile of(String name, InputStream in) throws IOException {
    byte[] head = new byte[HEAD];
    int length = 0;
    int count = 0;
    while (count >= 0 && !TextEncoding.isTold(head, length)) {
      count = in.read(head, length, HEAD - length);
      length += Math.max(0, count);
    }
    return of(Path.of(name), null, Arrays.copyOf(head, length), in);
  }

  private static TextFile of(Path file, Charset encoding, byte[] head, InputStream in) {
    TextEncoding detected = TextEncoding.detect(head, head.length);
    TextEncoding used = encoding == null ? detected : detected.as(encoding);
    if (detected.mark() > used.mark()) {
      throw new TextException(
          file, "it begins as " + detected.description() + ", not " + encoding.name());
    }
    InputStream rest = new ByteArrayInputStream(head, used.mark(), head.length - used.mark());
    return new TextFile(file, used, head, new SequenceInputStream(rest, in));
  }

  /** The encoding, as a report names it. */
  public String encoding() {
    return encoding.description();
  }

  /** The first non-blank character of the text; 0 where the first 4 KiB have none. */
  public char first() {
    String text =
        new String(head, encoding.mark(), head.length - encoding.mark(), encoding.charset());
    String stripped = text.stripLeading();
    return stripped.isEmpty() ? 0 : stripped.charAt(0);
  }

  /** Whether the file's own first bytes are these. */
  public boolean startsWith(byte[] magic) {
    return head.length >= magic.length && Arrays.equals(Arrays.copyOf(head, magic.length), magic);
  }

  /** The file's own bytes, whatever they are. */
  public InputStream bytes() {
    return new SequenceInputStream(new ByteArrayInputStream(head, 0, encoding.mark()), in);
  }

  /** The characters; bytes that the encoding does not allow are a {@link TextException}. */
  public Reader reader() {
    return new StrictReader(file, in, encoding);
  }

  /** The text as UTF-8 without a byte order mark; UTF-8 is passed on as it is. */
  public InputStream utf8() {
    return encoding.charset().equals(StandardCharsets.UTF_8) ? in : new Utf8Stream(reader());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Characters as UTF-8 bytes. */
  private static final class Utf8Stream extends InputStream {
    private final Reader reader;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final CharBuffer chars = CharBuffer.allocate(1 << 13).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).flip();
    private boolean ended;

    Utf8Stream(Reader reader) {
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      return fill() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, bytes.remaining());
      bytes.get(to, from, count);
      return count;
    }

    private boolean fill() throws IOException {
      while (!bytes.hasRemaining() && !(ended && !chars.hasRemaining())) {
        chars.compact();
        ended |= reader.read(chars) < 0;
        chars.flip();
        bytes.clear();
        encoder.encode(chars, bytes, ended);
        bytes.flip();
      }
      return bytes.hasRemaining();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
