package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Evt21Decoder;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.TimedFromHigh;
import java.util.Locale;

/**
 * Decodes a Prophesee RAW recording: {@code %} header lines, then the words of the sensor.
 *
 * <p>The header may have any length, odd ones too, and may lack the geometry. For EVT 2.1 the order
 * of the word halves is found from the first words.
 */
final class RawDecoder extends PieceDecoder implements TimedFromHigh, Encoded {
  private static final int ORDER_SAMPLE = 64 * 1024;

  /** The shortest fill, bytes: no recording ends with so many words of one value. */
  private static final int LEAST_FILL = 16;

  private final PercentHeader header = new PercentHeader();
  private final RecordingOptions options;
  private EventDecoder body;
  private SensorEncoding encoding;
  private TrailingFill fill;
  private long bodyStart;
  private boolean lost;

  RawDecoder(RecordingOptions options) {
    this.options = options;
  }

  @Override
  public Geometry geometry() {
    return body == null ? header.geometry(options.geometry()) : body.geometry();
  }

  @Override
  public String encoding() {
    SensorEncoding said = encoding == null ? named() : encoding;
    return said == null ? "" : said.name();
  }

  @Override
  public Faults faults() {
    return body == null ? super.faults() : body.faults();
  }

  @Override
  public long firstTimeHigh() {
    return body instanceof TimedFromHigh timed ? timed.firstTimeHigh() : 0;
  }

  @Override
  protected int wanted() {
    return header.done() && body == null && !lost ? ORDER_SAMPLE : 1;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = header.read(bytes, from, to);
    if (!header.done() || at == to) {
      return at;
    }
    if (body == null && !lost) {
      boolean undecided = named() == SensorEncoding.EVT21;
      if (undecided && to - at < ORDER_SAMPLE) {
        return at;
      }
      begin(bytes, at, to, at - from);
    }
    if (body != null) {
      words(bytes, at, to, offset() + at - from, out);
    }
    return to;
  }

  private void words(byte[] bytes, int from, int to, long at, EventColumns out) {
    fill.take(bytes, from, to, at - bodyStart, (b, f, t) -> body.decode(b, f, t - f, out));
  }

  private SensorEncoding named() {
    return options.encoding() == null ? header.encoding() : options.encoding();
  }

  @Override
  protected void end(byte[] rest, int length, EventColumns out) {
    if (header.done() && body == null && !lost && length > 0) {
      begin(rest, 0, length, 0);
      if (body != null) {
        words(rest, 0, length, offset(), out);
      }
    } else if (length > 0) {
      fault(Fault.TRUNCATED_TAIL, 0);
    }
    if (body != null) {
      long padding = fill.end((b, f, t) -> body.decode(b, f, t - f, out));
      body.finish(out);
      if (padding > 0) {
        body.faults().add(Fault.PADDING, offset() + length - padding);
      }
    }
  }

  private void begin(byte[] bytes, int from, int to, int ahead) {
    encoding = named();
    if (encoding == null) {
      lost = true;
      fault(Fault.GARBAGE, ahead);
      return;
    }
    if (encoding == SensorEncoding.EVT21
        && Evt21Decoder.orderOf(bytes, from, to) == Evt21Decoder.WordOrder.SWAPPED) {
      encoding = SensorEncoding.EVT21_SWAPPED;
    }
    body = encoding.decoder(header.geometry(options.geometry()));
    bodyStart = offset() + ahead;
    body.startAt(bodyStart);
    fill = new TrailingFill(wordBytes(encoding), LEAST_FILL);
  }

  static int wordBytes(SensorEncoding encoding) {
    return switch (encoding) {
      case EVT2 -> 4;
      case EVT3 -> 2;
      case EVT21, EVT21_SWAPPED -> 8;
    };
  }

  /** The encoding named by a header, or null when it names none that is known. */
  static SensorEncoding encodingOf(String name) {
    return switch (name.toUpperCase(Locale.ROOT).replace(".", "")) {
      case "EVT2", "EVT20" -> SensorEncoding.EVT2;
      case "EVT21" -> SensorEncoding.EVT21;
      case "EVT3", "EVT30" -> SensorEncoding.EVT3;
      default -> null;
    };
  }
}
