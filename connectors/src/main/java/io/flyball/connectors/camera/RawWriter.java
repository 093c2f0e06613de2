package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Evt2Encoder;
import io.flyball.core.camera.Evt3Encoder;
import io.flyball.core.camera.Geometry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/** Writes a Prophesee RAW recording with EVT 2.0 or EVT 3.0 words. */
final class RawWriter implements RecordingWriter {
  private final OutputStream out;
  private final Function<EventColumns, byte[]> encoder;

  private RawWriter(
      OutputStream out,
      String evt,
      String format,
      Geometry g,
      Function<EventColumns, byte[]> encoder)
      throws IOException {
    this.out = out;
    this.encoder = encoder;
    String header =
        String.format(
            Locale.ROOT,
            "%% evt %s\n%% format %s;height=%d;width=%d\n%% geometry %s\n%% end\n",
            evt,
            format,
            g.height(),
            g.width(),
            g);
    out.write(header.getBytes(StandardCharsets.US_ASCII));
  }

  static RawWriter evt2(OutputStream out, Geometry geometry) throws IOException {
    return new RawWriter(out, "2.0", "EVT2", geometry, new Evt2Encoder()::encode);
  }

  static RawWriter evt3(OutputStream out, Geometry geometry) throws IOException {
    return new RawWriter(out, "3.0", "EVT3", geometry, new Evt3Encoder(true)::encode);
  }

  @Override
  public void write(EventColumns events) throws IOException {
    out.write(encoder.apply(events));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
