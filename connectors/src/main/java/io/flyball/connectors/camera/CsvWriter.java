package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a table {@code t,x,y,p} with a header line. Triggers have no place in it and are left out.
 */
final class CsvWriter implements RecordingWriter {
  private final OutputStream out;

  CsvWriter(OutputStream out) throws IOException {
    this.out = out;
    out.write("t,x,y,p\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void write(EventColumns c) throws IOException {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < c.size(); i++) {
      s.append(c.t(i)).append(',').append(c.x(i)).append(',').append(c.y(i));
      s.append(',').append(c.p(i)).append('\n');
    }
    out.write(s.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
