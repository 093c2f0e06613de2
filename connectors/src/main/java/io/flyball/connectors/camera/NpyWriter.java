package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes one structured NumPy array: t int64 in µs, x and y uint16, p uint8, 13 bytes a row.
 * Triggers have no place in it and are left out. The number of rows stands at the head of the file,
 * so the rows wait in a temporary file until all are there.
 *
 * <p>Source: NumPy, "numpy.lib.format", version 1.
 */
final class NpyWriter implements RecordingWriter {
  private static final int ROW = 13;
  private static final int ALIGN = 64;

  private final OutputStream out;
  private final Path rows;
  private final OutputStream body;
  private long count;

  NpyWriter(OutputStream out) throws IOException {
    this.out = out;
    rows = Files.createTempFile("flyball-rows", "");
    body = Files.newOutputStream(rows);
  }

  @Override
  public void write(EventColumns c) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(c.size() * ROW).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < c.size(); i++) {
      bytes.putLong(c.t(i)).putShort((short) c.x(i)).putShort((short) c.y(i)).put((byte) c.p(i));
    }
    body.write(bytes.array());
    count += c.size();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      body.close();
      String header =
          "{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')],"
              + " 'fortran_order': False, 'shape': ("
              + count
              + ",), }";
      int length = (10 + header.length() + 1 + ALIGN - 1) / ALIGN * ALIGN;
      ByteBuffer head = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      head.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).putShort((short) 1);
      head.putShort((short) (length - 10));
      head.put(header.getBytes(StandardCharsets.US_ASCII));
      while (head.position() < length - 1) {
        head.put((byte) ' ');
      }
      head.put((byte) '\n');
      out.write(head.array());
      Files.copy(rows, out);
    } finally {
      Files.deleteIfExists(rows);
    }
  }
}
