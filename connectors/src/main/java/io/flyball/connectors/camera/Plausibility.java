package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import java.util.Locale;

/**
 * Whether the beginning of a file reads as a recording at all: words in another byte order or of
 * another encoding give events too, but their times go back and forth and their places lie
 * anywhere.
 *
 * <p>Cost: the first bytes are decoded once more when a recording is opened.
 */
final class Plausibility {
  /** Fewer records than this decide nothing. */
  private static final long LEAST = 200;

  /** How many of the records may be wrong. */
  private static final double MOST_WRONG = 0.3;

  /** How many may be wrong under another reading for it to be named. */
  private static final double LEAST_WRONG = 0.02;

  private final long events;
  private final Faults faults;
  private final Geometry geometry;

  private Plausibility(EventDecoder decoder, byte[] head, int length) {
    EventColumns out = new EventColumns();
    decoder.decode(head, 0, length, out);
    decoder.finish(out);
    events = (long) out.size() + out.triggers().size();
    faults = decoder.faults();
    geometry = decoder.geometry();
  }

  /**
   * Looks at the beginning of a file.
   *
   * @throws IllegalArgumentException which says what is wrong and what may help
   */
  static void check(RecordingFormat format, RecordingOptions options, byte[] head, int length) {
    if (options.format() != null || options.encoding() != null) {
      return;
    }
    Plausibility p = new Plausibility(format.decoder(options, head, length), head, length);
    if (p.records() < LEAST || p.wrong() <= MOST_WRONG) {
      return;
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "Of the first %,d records %,d go back in time, %,d lie outside of %s and %,d are none:"
                + " %s --format %s reads it all the same.",
            p.records(),
            p.faults.count(Fault.BACKWARD_TIME),
            p.faults.count(Fault.OUT_OF_RANGE),
            p.geometry,
            p.faults.count(Fault.GARBAGE),
            hint(format, options, head, length),
            format));
  }

  private long records() {
    return events
        + faults.count(Fault.OUT_OF_RANGE)
        + faults.count(Fault.GARBAGE)
        + faults.count(Fault.NO_CONTEXT);
  }

  private double wrong() {
    long wrong =
        faults.count(Fault.BACKWARD_TIME)
            + faults.count(Fault.OUT_OF_RANGE)
            + faults.count(Fault.GARBAGE)
            + faults.count(Fault.NO_CONTEXT);
    return wrong / (double) records();
  }

  private static String hint(
      RecordingFormat format, RecordingOptions options, byte[] head, int length) {
    return switch (format) {
      case PROPHESEE_RAW -> words(options, head, length);
      case CSV -> "the columns may have another order, which --order tells.";
      case AEDAT2 -> "it may be of another chip, which --chip tells.";
      default -> "the bytes may have another order, or the file be damaged.";
    };
  }

  private static String words(RecordingOptions options, byte[] head, int length) {
    PercentHeader header = new PercentHeader();
    int start = header.read(head, 0, length);
    for (SensorEncoding other : SensorEncoding.values()) {
      RecordingOptions told = options.withEncoding(other);
      Plausibility plain = new Plausibility(new RawDecoder(told), head, length);
      if (plain.records() >= LEAST && plain.wrong() <= LEAST_WRONG) {
        return "its words read well as " + other + ", which --encoding tells.";
      }
      byte[] swapped = swapped(head, start, length, RawDecoder.wordBytes(other));
      Plausibility turned = new Plausibility(new RawDecoder(told), swapped, length);
      if (turned.records() >= LEAST && turned.wrong() <= LEAST_WRONG) {
        return "its words are "
            + other
            + " in big-endian order, which is not read: turn the bytes of each word round.";
      }
    }
    return "its words may have another byte order, or another encoding, which --encoding tells.";
  }

  private static byte[] swapped(byte[] bytes, int from, int to, int word) {
    byte[] out = bytes.clone();
    for (int at = from; at + word <= to; at += word) {
      for (int i = 0; i < word; i++) {
        out[at + i] = bytes[at + word - 1 - i];
      }
    }
    return out;
  }
}
