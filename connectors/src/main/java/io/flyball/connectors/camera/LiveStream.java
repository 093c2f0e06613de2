package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes the bytes that a running camera sends, told by the first of them:
 *
 * <pre>
 *   % lines, then words      Prophesee RAW, as a file has it
 *   words alone              EVT 2.0, 2.1 or 3.0, where the encoding is told
 *   #!AER-DAT4.0 …           AEDAT 4, as a file has it
 *   size, IOHE …             AEDAT 4 without its first line, as dv-processing sends it
 * </pre>
 *
 * <p>Bad bytes are dropped and counted, as in a file.
 */
public final class LiveStream {
  private static final int TELLING = 12;
  private static final int LONGEST_FIRST_LINE = 14;

  private final RecordingOptions options;
  private byte[] first = new byte[0];
  private EventDecoder decoder;

  /**
   * @param encoding of words without a header, or null
   * @param geometry where the bytes do not say it, or null
   */
  public LiveStream(SensorEncoding encoding, Geometry geometry) {
    this.options = RecordingOptions.DEFAULT.withEncoding(encoding).withGeometry(geometry);
  }

  /**
   * Takes the next bytes and appends their events.
   *
   * @throws IllegalArgumentException when the first bytes are none of these
   */
  public void take(byte[] bytes, int length, EventColumns out) {
    if (decoder != null) {
      decoder.decode(bytes, 0, length, out);
      return;
    }
    int before = first.length;
    first = Arrays.copyOf(first, before + length);
    System.arraycopy(bytes, 0, first, before, length);
    if (first.length >= TELLING) {
      begin(out);
    }
  }

  private void begin(EventColumns out) {
    String start =
        new String(
            first, 0, Math.min(first.length, LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
    if (start.startsWith("#!AER-DAT4.0")) {
      decoder = new Aedat4Decoder(RecordingOptions.DEFAULT.withGeometry(options.geometry()));
    } else if (start.startsWith("IOHE", 8)) {
      decoder = new Aedat4Decoder(RecordingOptions.DEFAULT.withGeometry(options.geometry()));
      byte[] magic = Aedat4Decoder.MAGIC.getBytes(StandardCharsets.US_ASCII);
      decoder.decode(magic, 0, magic.length, out);
    } else if (start.startsWith("%") || options.encoding() != null) {
      decoder = new RawDecoder(options);
    } else {
      throw new IllegalArgumentException(
          "The first bytes are no header of Prophesee RAW or AEDAT 4. Words without a header are"
              + " taken with --encoding EVT2, EVT21 or EVT3.");
    }
    decoder.decode(first, 0, first.length, out);
    first = new byte[0];
  }

  /** Ends the stream. */
  public void finish(EventColumns out) {
    if (decoder != null) {
      decoder.finish(out);
    }
  }

  /** The pixel array, as far as it is known. */
  public Geometry geometry() {
    return decoder == null ? Geometry.UNKNOWN : decoder.geometry();
  }

  /** Whether the words are EVT 3.0, which packets then carry too. */
  public SensorEncoding packetEncoding() {
    boolean evt3 = decoder instanceof Encoded encoded && encoded.encoding().equals("EVT3");
    return evt3 ? SensorEncoding.EVT3 : SensorEncoding.EVT2;
  }

  /** What was wrong so far. */
  public Faults faults() {
    return decoder == null ? new Faults() : decoder.faults();
  }
}
