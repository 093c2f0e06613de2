package io.flyball.connectors.camera;

import com.github.luben.zstd.ZstdIOException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** The bytes of a file, unpacked. */
final class RecordingBytes implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Counted file;

  /** The first bytes, unpacked. */
  final byte[] head = new byte[RecordingFormat.HEAD];

  private InputStream in;

  /** How the file is packed, gzip or zstd, or the empty string. */
  String packing = "";

  /** Bytes of the file read so far, as it lies on the disk. */
  long bytes;

  private long unpacked;

  /** Where packed data broke off, in bytes unpacked; -1 where it did not. */
  long broken = -1;

  private Path copy;

  RecordingBytes(InputStream file) {
    this.file = new Counted(file);
  }

  /** Reads the head, and returns its length. */
  int begin() throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
    buffered.mark(Containers.HEAD);
    int n = buffered.readNBytes(head, 0, Containers.HEAD);
    buffered.reset();
    packing = Containers.packing(head, n);
    in = Containers.unpacked(packing, buffered);
    return fill(head, 0);
  }

  /** Fills an array from an index on; less than all of it at the end of the file. */
  int fill(byte[] out, int from) throws IOException {
    int n = from;
    try {
      while (n < out.length && broken < 0) {
        int more = in.read(out, n, out.length - n);
        if (more < 0) {
          drain();
          break;
        }
        n += more;
        unpacked += more;
      }
    } catch (EOFException | ZipException | ZstdIOException e) {
      if (packing.isEmpty()) {
        throw e;
      }
      broken = unpacked;
    }
    return n;
  }

  /**
   * The content as a file of its own: the file itself, where it is one and not packed, or else a
   * copy that ends with this source.
   */
  Path whole(Path itself, int ready, boolean plain) throws IOException {
    if (plain) {
      // So that a digest sees all of it.
      in.transferTo(OutputStream.nullOutputStream());
      return itself;
    }
    copy = Files.createTempFile("flyball-recording", "");
    try (OutputStream out = Files.newOutputStream(copy)) {
      out.write(head, 0, ready);
      in.transferTo(out);
      drain();
    }
    return copy;
  }

  /** Reads what lies behind packed data, so that a digest sees the whole file. */
  private void drain() throws IOException {
    if (!packing.isEmpty()) {
      byte[] rest = new byte[8192];
      while (file.read(rest, 0, rest.length) >= 0) {
        // Nothing to do with it.
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
    file.close();
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }

  /** Counts what is read of the file itself. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      bytes += b < 0 ? 0 : 1;
      return b;
    }

    /** None as far as known where the position cannot be asked for, as in a pipe. */
    @Override
    public int available() {
      try {
        return super.available();
      } catch (IOException e) {
        return 0;
      }
    }

    @Override
    public int read(byte[] out, int from, int length) throws IOException {
      int n = super.read(out, from, length);
      bytes += Math.max(0, n);
      return n;
    }
  }
}
