package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Recordings of the tests, and bytes put together by hand. */
final class Samples {
  private Samples() {}

  static byte[] bytes(String name) {
    try (InputStream in = Samples.class.getResourceAsStream(name + ".gz")) {
      return new GZIPInputStream(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(Path directory, String name) throws IOException {
    return Files.write(directory.resolve(name), bytes(name));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] p : parts) {
      out.writeBytes(p);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] le32(int... words) {
    ByteBuffer b = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int w : words) {
      b.putInt(w);
    }
    return b.array();
  }

  static byte[] be32(int... words) {
    ByteBuffer b = ByteBuffer.allocate(words.length * 4);
    for (int w : words) {
      b.putInt(w);
    }
    return b.array();
  }

  static byte[] raw(int... unsigned) {
    byte[] b = new byte[unsigned.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) unsigned[i];
    }
    return b;
  }

  static EventColumns inPieces(EventDecoder decoder, byte[] bytes, int piece) {
    EventColumns out = new EventColumns();
    for (int at = 0; at < bytes.length; at += piece) {
      decoder.decode(bytes, at, Math.min(piece, bytes.length - at), out);
    }
    decoder.finish(out);
    return out;
  }

  /** {@code t x,y p} of every event, one a line, then {@code trigger t value}. */
  static String text(EventColumns c) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < c.size(); i++) {
      s.append(c.t(i)).append(' ').append(c.x(i)).append(',').append(c.y(i));
      s.append(c.p(i) == 1 ? " ON\n" : " OFF\n");
    }
    for (int i = 0; i < c.triggers().size(); i++) {
      s.append("trigger ").append(c.triggers().t(i)).append(' ');
      s.append(c.triggers().value(i)).append('\n');
    }
    return s.toString();
  }
}
