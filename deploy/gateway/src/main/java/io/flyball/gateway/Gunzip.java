package io.flyball.gateway;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a gzip body (RFC 1952), every member of it, and refuses what a lenient reader lets
 * through: a body cut short, a wrong checksum or length, bytes behind the end. It stops at the
 * limit of output bytes, so that a small body cannot grow without bound.
 */
final class Gunzip {
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final byte[] in;
  private final int limit;
  private final ByteArrayOutputStream out;
  private int at;

  private Gunzip(byte[] in, int limit) {
    this.in = in;
    this.limit = limit;
    this.out = new ByteArrayOutputStream(Math.min(limit, 4 * in.length + 64));
  }

  /**
   * The unpacked bytes.
   *
   * @throws ProblemException 400 when the body is no whole gzip file, 413 beyond the limit
   */
  static byte[] unpack(byte[] body, int limit) throws ProblemException {
    Gunzip gunzip = new Gunzip(body, limit);
    do {
      gunzip.member();
    } while (gunzip.at < body.length);
    return gunzip.out.toByteArray();
  }

  private void member() throws ProblemException {
    int start = out.size();
    header();
    Inflater inflater = new Inflater(true);
    try {
      CRC32 crc = inflate(inflater);
      at += Math.toIntExact(inflater.getBytesRead());
      require(in.length - at >= TRAILER, "the gzip body ends early");
      require(number() == crc.getValue(), "the gzip body has a wrong checksum");
      require(number() == out.size() - start, "the gzip body has a wrong length");
    } catch (DataFormatException e) {
      throw broken("the gzip body is broken: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private CRC32 inflate(Inflater inflater) throws DataFormatException, ProblemException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[16 << 10];
    inflater.setInput(in, at, in.length - at);
    while (!inflater.finished()) {
      int count = inflater.inflate(buffer);
      require(
          count > 0 || inflater.finished() || !inflater.needsInput(), "the gzip body ends early");
      require(!inflater.needsDictionary(), "the gzip body asks for a dictionary");
      if (out.size() + count > limit) {
        throw Problem.of(
                413, "the body is longer than " + limit + " bytes after gzip: send it in parts")
            .closing()
            .exception();
      }
      crc.update(buffer, 0, count);
      out.write(buffer, 0, count);
    }
    return crc;
  }

  private void header() throws ProblemException {
    require(in.length - at >= FIXED_HEADER, at == 0 ? "the gzip body ends early" : trailing());
    require(
        (in[at] & 0xFF) == 0x1F && (in[at + 1] & 0xFF) == 0x8B && in[at + 2] == 8,
        at == 0 ? "the body is not gzip, though Content-Encoding says so" : trailing());
    int flags = in[at + 3] & 0xFF;
    require((flags & RESERVED) == 0, "the gzip header has reserved flags");
    at += FIXED_HEADER;
    if ((flags & EXTRA) != 0) {
      require(in.length - at >= 2, "the gzip header ends early");
      at += 2 + (in[at] & 0xFF) + ((in[at + 1] & 0xFF) << 8);
    }
    if ((flags & NAME) != 0) {
      text();
    }
    if ((flags & COMMENT) != 0) {
      text();
    }
    at += (flags & HEADER_CRC) != 0 ? 2 : 0;
    require(at < in.length, "the gzip header ends early");
  }

  private static String trailing() {
    return "bytes follow the end of the gzip body";
  }

  private void text() throws ProblemException {
    while (at < in.length && in[at] != 0) {
      at++;
    }
    require(at < in.length, "the gzip header ends early");
    at++;
  }

  private long number() {
    long number = 0;
    for (int i = 0; i < 4; i++) {
      number |= (in[at++] & 0xFFL) << (8 * i);
    }
    return number;
  }

  private static void require(boolean whole, String fault) throws ProblemException {
    if (!whole) {
      throw broken(fault);
    }
  }

  private static ProblemException broken(String fault) {
    return Problem.of(400, fault + "; nothing was sent").exception();
  }
}
