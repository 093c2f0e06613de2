package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes Event Stream 2 of a DVS, whose rows count from the bottom. Triggers have no place in it
 * and are left out. Time begins at 0 and is carried as steps of at most 126 µs.
 *
 * <p>Source: neuromorphic-paris/event_stream.
 */
final class EsWriter implements RecordingWriter {
  private static final int STEP = 127;
  private static final int OVERFLOW = 0xff;
  private static final byte DVS = 1;

  /** A longer step of time would be mostly overflows: an hour takes 28 MB of them. */
  private static final long LONGEST_US = 3_600_000_000L;

  private final OutputStream out;
  private final Geometry geometry;
  private long last;

  EsWriter(OutputStream out, Geometry geometry) throws IOException {
    this.out = out;
    this.geometry = geometry;
    out.write("Event Stream".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {2, 0, 0, DVS});
    ByteArrayOutputStream size = new ByteArrayOutputStream();
    u16(size, geometry.width());
    u16(size, geometry.height());
    out.write(size.toByteArray());
  }

  @Override
  public void write(EventColumns c) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(c.size() * 6);
    for (int i = 0; i < c.size(); i++) {
      long step = c.t(i) - last;
      if (step < 0 || step > LONGEST_US) {
        throw new IllegalArgumentException(
            step < 0
                ? "ES carries times from 0 on, in order; a time steps back or is negative."
                : "ES carries steps of time of an hour at most: count time from the first event.");
      }
      if (c.x(i) >= geometry.width() || c.y(i) >= geometry.height()) {
        throw new IllegalArgumentException("An event lies outside of " + geometry + ".");
      }
      last = c.t(i);
      for (; step >= STEP; step -= STEP) {
        bytes.write(OVERFLOW);
      }
      bytes.write((int) step << 1 | c.p(i));
      u16(bytes, c.x(i));
      u16(bytes, geometry.height() - 1 - c.y(i));
    }
    bytes.writeTo(out);
  }

  private static void u16(ByteArrayOutputStream bytes, int value) {
    bytes.write(value);
    bytes.write(value >>> 8);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
