package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.util.List;
import java.util.Locale;

/**
 * Decodes AEDAT 3.1: {@code #} header lines, then packets of one event type each, with a 28-byte
 * little-endian header (type, source, event size, time offset, time overflow, capacity, number,
 * valid).
 *
 * <p>Polarity events are data (valid 0, polarity 1, y 16:2, x 31:17) and time, completed by the
 * packet's overflow times 2^31. External input edges of special packets become triggers; other
 * types are skipped. Of several sources one is decoded, the first that has events unless another is
 * told; the events of the others are counted. Source: iniVation, "AEDAT 3.1".
 */
final class Aedat31Decoder extends PieceDecoder implements Streams {
  private static final int PACKET_HEADER = 28;
  private static final int SPECIAL = 0;
  private static final int POLARITY = 1;
  private static final int LARGEST_EVENT = 1 << 26;

  private final HeaderLines header = header();
  private final RecordingOptions options;
  private Geometry geometry = Geometry.UNKNOWN;

  /** The source that is decoded; −1 as long as none has had events. */
  private int source = -1;

  private boolean counted;
  private long others;
  private boolean begun;
  private boolean lost;
  private int type;
  private long left;
  private long skip;
  private long overflow;
  private long last = Long.MIN_VALUE;

  Aedat31Decoder(RecordingOptions options) {
    this.options = options;
  }

  @Override
  public long others() {
    return others;
  }

  /** The sources that a header names, such as {@code 1 DAVIS346}. */
  static List<String> sources(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("#\\s*Source\\s+[0-9]{1,5}\\s*:.*"))
        .map(line -> line.replaceFirst("#\\s*Source\\s+([0-9]+)\\s*:\\s*", "$1 "))
        .toList();
  }

  /**
   * The number of a source told by number or by a part of its name.
   *
   * @throws IllegalArgumentException which names the sources there are
   */
  static int source(List<String> lines, String told) {
    List<String> sources = sources(lines);
    String name = told.toLowerCase(Locale.ROOT);
    for (String s : sources) {
      if (s.startsWith(told + " ")) {
        return Integer.parseInt(told);
      }
    }
    for (String s : sources) {
      int blank = s.indexOf(' ');
      if (s.substring(blank + 1).toLowerCase(Locale.ROOT).contains(name)) {
        return Integer.parseInt(s.substring(0, blank));
      }
    }
    if (sources.isEmpty() && told.matches("[0-9]{1,5}")) {
      return Integer.parseInt(told);
    }
    throw new IllegalArgumentException(
        "There is no source '" + told + "'; the header names: " + String.join(", ", sources) + ".");
  }

  /** The lines at the head of such a file. */
  static HeaderLines header() {
    return new HeaderLines("#", "#!END-HEADER");
  }

  /** Refuses a recording whose header says that its packets are compressed. */
  static void checkPlain(byte[] head, int length) {
    HeaderLines lines = header();
    lines.read(head, 0, length);
    for (String line : lines.lines()) {
      if (line.startsWith("#Format:") && !line.substring(8).strip().equals("RAW")) {
        throw new IllegalArgumentException(
            "AEDAT 3.1 with packets in format '"
                + line.substring(8).strip()
                + "' is not read; RAW is.");
      }
    }
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  /** The array of a source; of the first that is named as long as none is chosen. */
  private Geometry geometryOf(int number) {
    String mine = "#Source " + number + ":";
    List<String> own = header.lines().stream().filter(line -> line.startsWith(mine)).toList();
    Geometry named = KnownSensors.named(own.isEmpty() ? header.lines() : own);
    return named.equals(Geometry.UNKNOWN) && options.geometry() != null
        ? options.geometry()
        : named;
  }

  @Override
  protected int wanted() {
    return !header.done() || skip > 0 ? 1 : left > 0 ? 8 : PACKET_HEADER;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = header.done() ? from : header.read(bytes, from, to);
    if (!header.done()) {
      return at;
    }
    if (!begun) {
      begun = true;
      source = options.stream() == null ? -1 : source(header.lines(), options.stream());
      geometry = geometryOf(source);
    }
    while (at < to && !lost) {
      if (skip > 0) {
        int step = (int) Math.min(skip, to - at);
        skip -= step;
        at += step;
      } else if (left > 0) {
        int whole = (int) Math.min(left, (to - at) / 8);
        if (whole == 0) {
          return at;
        }
        if (!counted) {
          others += type == POLARITY ? whole : 0;
        } else if (type == POLARITY) {
          polarity(bytes, from, at, whole, out);
        } else {
          special(bytes, at, whole, out);
        }
        left -= whole;
        at += whole * 8;
      } else if (to - at < PACKET_HEADER) {
        return at;
      } else {
        packet(bytes, at, at - from);
        at += PACKET_HEADER;
      }
    }
    return lost ? to : at;
  }

  @Override
  protected void end(byte[] rest, int length, EventColumns out) {
    if (length > 0 || left > 0 || skip > 0) {
      fault(Fault.TRUNCATED_TAIL, 0);
    }
  }

  private void packet(byte[] bytes, int at, int ahead) {
    type = LittleEndian.u16(bytes, at);
    int from = LittleEndian.u16(bytes, at + 2);
    int size = LittleEndian.i32(bytes, at + 4);
    overflow = (LittleEndian.i32(bytes, at + 12) & 0xffff_ffffL) << 31;
    int number = LittleEndian.i32(bytes, at + 20);
    boolean columns = type == SPECIAL || type == POLARITY;
    if (source < 0 && type == POLARITY && number > 0) {
      source = from;
      geometry = geometryOf(source);
    }
    counted = source < 0 || source == from;
    if (size <= 0 || size > LARGEST_EVENT || number < 0 || (columns && size != 8)) {
      lost = true;
      fault(Fault.GARBAGE, ahead);
    } else if (columns) {
      left = number;
    } else {
      skip = (long) size * number;
    }
  }

  private void polarity(byte[] bytes, int start, int from, int whole, EventColumns out) {
    out.reserve(whole);
    long[] t = out.times();
    short[] xs = out.columns();
    short[] ys = out.rows();
    byte[] ps = out.polarities();
    int n = out.size();
    int width = geometry.width();
    int height = geometry.height();
    long before = last;
    for (int at = from; at < from + whole * 8; at += 8) {
      long w = LittleEndian.i64(bytes, at);
      int data = (int) w;
      if ((data & 1) == 0) {
        continue;
      }
      int x = data >>> 17;
      int y = data >>> 2 & 0x7fff;
      if (x >= width || y >= height) {
        fault(Fault.OUT_OF_RANGE, at - start);
        continue;
      }
      long time = overflow + (w >> 32);
      if (time < before) {
        fault(Fault.BACKWARD_TIME, at - start);
      }
      before = time;
      t[n] = time;
      xs[n] = (short) x;
      ys[n] = (short) y;
      ps[n] = (byte) (data >>> 1 & 1);
      n++;
    }
    last = before;
    out.resize(n);
  }

  private void special(byte[] bytes, int from, int whole, EventColumns out) {
    for (int at = from; at < from + whole * 8; at += 8) {
      int data = LittleEndian.i32(bytes, at);
      int kind = data >>> 1 & 0x7f;
      if ((data & 1) == 1 && (kind == 2 || kind == 3)) {
        out.triggers().add(overflow + LittleEndian.i32(bytes, at + 4), 0, kind == 2 ? 1 : 0);
      }
    }
  }
}
