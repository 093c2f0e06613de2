package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.util.List;

/**
 * Decodes AEDAT 4: a FlatBuffer header, then packets (stream id, size, payload that may be
 * compressed) up to the data table or the end of the file.
 *
 * <p>Event and trigger packets are taken, events of one stream alone: the first that has any,
 * unless another is told. The events of others, such as the second camera of a pair, are counted.
 * Frames, motion samples and packets of any other kind are skipped. A packet that cannot be read is
 * dropped and counted, and the next one tried. Source: iniVation, "AEDAT 4.0", and the FlatBuffers
 * schema of dv-processing.
 */
final class Aedat4Decoder extends PieceDecoder implements Encoded, Streams {
  static final String MAGIC = "#!AER-DAT4.0\r\n";

  private static final int LENGTH_END = MAGIC.length() + 4;
  private static final int LARGEST_HEADER = 1 << 24;
  private static final int LARGEST_PACKET = 1 << 26;
  private static final int PACKET_HEADER = 8;

  /** An LZ4 frame without content; a FlatBuffer is larger. */
  private static final int SMALLEST_PACKET = 11;

  private static final List<String> COMPRESSIONS =
      List.of("NONE", "LZ4", "LZ4_HIGH", "ZSTD", "ZSTD_HIGH");

  private final RecordingOptions options;
  private Aedat4Header header;
  private Geometry geometry = Geometry.UNKNOWN;
  private PacketInflater inflater;
  private int wanted = LENGTH_END;
  private Integer eventStream;
  private long others;
  private boolean lost;
  private boolean ended;
  private long last = Long.MIN_VALUE;

  Aedat4Decoder(RecordingOptions options) {
    this.options = options;
  }

  @Override
  public long others() {
    return others;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public String encoding() {
    return header == null ? "" : COMPRESSIONS.get(header.compression());
  }

  @Override
  protected int wanted() {
    return wanted;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = from;
    if (header == null && !lost) {
      int used = begin(bytes, from, to);
      if (used == 0) {
        return from;
      }
      at += used;
    }
    while (!lost && !ended) {
      if (pastData(at - from)) {
        ended = true;
        break;
      }
      wanted = PACKET_HEADER;
      if (to - at < PACKET_HEADER) {
        return at;
      }
      int size = LittleEndian.i32(bytes, at + 4);
      if (size < 0 || size > LARGEST_PACKET) {
        lost = true;
        fault(Fault.GARBAGE, at - from);
        break;
      }
      wanted = PACKET_HEADER + size;
      if (to - at < wanted) {
        return at;
      }
      packet(bytes, at, size, at - from, out);
      at += wanted;
    }
    wanted = 1;
    return to;
  }

  private boolean pastData(int ahead) {
    long table = header.dataTablePosition();
    return table > 0 && offset() + ahead >= table;
  }

  /** Reads the header; returns the bytes used, 0 when more are needed. */
  private int begin(byte[] bytes, int from, int to) {
    if (to - from < LENGTH_END) {
      return 0;
    }
    int length = LittleEndian.i32(bytes, from + MAGIC.length());
    if (length <= 0 || length > LARGEST_HEADER) {
      lost = true;
      fault(Fault.GARBAGE, MAGIC.length());
      return to - from;
    }
    wanted = LENGTH_END + length;
    if (to - from < wanted) {
      return 0;
    }
    try {
      Aedat4Header read = Aedat4Header.read(bytes, from + LENGTH_END, length);
      inflater = new PacketInflater(read.compression());
      if (options.stream() != null) {
        eventStream = read.stream(options.stream());
      }
      header = read;
      choose(
          eventStream != null
              ? eventStream
              : read.streams().isEmpty() ? -1 : read.streams().get(0).id());
    } catch (RuntimeException e) {
      // A FlatBuffer has no checksum: broken offsets show as reads outside the buffer.
      lost = true;
      fault(Fault.GARBAGE, LENGTH_END);
    }
    return wanted;
  }

  private void packet(byte[] bytes, int at, int size, int ahead, EventColumns out) {
    if (size < SMALLEST_PACKET) {
      // By itself, since a stretch of zeros is nothing but such packets.
      fault(Fault.GARBAGE, ahead);
      return;
    }
    int before = out.size();
    int triggersBefore = out.triggers().size();
    try {
      inflater.inflate(bytes, at + PACKET_HEADER, size);
      FlatPacket p = new FlatPacket(inflater.bytes(), inflater.from(), inflater.to());
      if (p.holds("EVTS")) {
        int stream = LittleEndian.i32(bytes, at);
        if (eventStream == null && p.elements() > 0) {
          eventStream = stream;
          choose(stream);
        }
        if (eventStream == null || eventStream == stream) {
          events(p, ahead, out);
        } else {
          p.start(p.elements(), 16);
          others += p.elements();
        }
      } else if (p.holds("TRIG")) {
        p.triggers(out.triggers());
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      out.resize(before);
      out.triggers().truncate(triggersBefore);
      fault(Fault.GARBAGE, ahead);
    }
  }

  /**
   * Checks that there is a stream, as far as the beginning of a file holds the header.
   *
   * @throws IllegalArgumentException which names the streams there are
   */
  static void check(byte[] head, int length, String stream) {
    if (length < LENGTH_END) {
      return;
    }
    int size = LittleEndian.i32(head, MAGIC.length());
    if (size > 0 && size <= length - LENGTH_END) {
      Aedat4Header read;
      try {
        read = Aedat4Header.read(head, LENGTH_END, size);
      } catch (RuntimeException e) {
        // Broken, which the decoder tells with its place.
        return;
      }
      read.stream(stream);
    }
  }

  /** Takes the array of a stream. */
  private void choose(int stream) {
    Geometry said = header.geometry(stream);
    geometry =
        said.equals(Aedat4Header.ANY) && options.geometry() != null ? options.geometry() : said;
  }

  private void events(FlatPacket p, int ahead, EventColumns out) {
    int n = p.elements();
    int at = p.start(n, 16);
    byte[] b = inflater.bytes();
    out.reserve(n);
    long[] t = out.times();
    short[] xs = out.columns();
    short[] ys = out.rows();
    byte[] ps = out.polarities();
    int k = out.size();
    Geometry g = geometry;
    int right = g.width() - 1;
    int bottom = g.height() - 1;
    long before = last;
    for (int i = 0; i < n; i++) {
      long time = LittleEndian.i64(b, at + 16 * i);
      long place = LittleEndian.i64(b, at + 16 * i + 8);
      int x = (short) place;
      int y = (int) place >> 16;
      if ((x | y | (right - x) | (bottom - y)) < 0) {
        fault(Fault.OUT_OF_RANGE, ahead);
        continue;
      }
      if (time < before) {
        fault(Fault.BACKWARD_TIME, ahead);
      }
      before = time;
      t[k] = time;
      xs[k] = (short) x;
      ys[k] = (short) y;
      ps[k] = (byte) ((place >>> 32 & 0xff) == 0 ? 0 : 1);
      k++;
    }
    last = before;
    out.resize(k);
  }
}
