package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Decodes Event Stream 2 (".es") recordings of type DVS, ATIS, generic and colour.
 *
 * <p>Each record begins with a byte that advances time since the record before it. Change events of
 * DVS and ATIS become columns. ATIS threshold crossings, generic and colour records are no change
 * events: they are followed, so that time stays right, and counted by {@link #others()}. y points
 * up in the file and is turned. Source: neuromorphic-paris/event_stream.
 */
final class EsDecoder extends PieceDecoder implements Encoded, Streams {
  static final byte[] MAGIC = "Event Stream".getBytes(StandardCharsets.US_ASCII);
  static final int GENERIC = 0;
  static final int DVS = 1;
  static final int ATIS = 2;
  static final int COLOUR = 4;

  private static final int VERSION_AND_TYPE = MAGIC.length + 4;

  private int type = -1;
  private Geometry geometry = new Geometry(65535, 65535);
  private boolean lost;
  private long time;
  private long others;
  private long skip;
  private boolean sizeOpen;
  private long size;
  private int sizeShift;

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
    return switch (type) {
      case GENERIC -> "GENERIC";
      case DVS -> "DVS";
      case ATIS -> "ATIS";
      case COLOUR -> "COLOUR";
      default -> "";
    };
  }

  @Override
  protected int wanted() {
    if (type < 0) {
      return lost ? 1 : VERSION_AND_TYPE + 4;
    }
    return switch (type) {
      case DVS, ATIS -> 5;
      case COLOUR -> 8;
      default -> 1;
    };
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = from;
    if (type < 0 && !lost) {
      if (to - from < VERSION_AND_TYPE + 4) {
        return from;
      }
      at += begin(bytes, from);
    }
    if (lost) {
      return to;
    }
    return switch (type) {
      case DVS -> dvs(bytes, from, at, to, out);
      case ATIS -> atis(bytes, from, at, to, out);
      case COLOUR -> colour(bytes, at, to);
      default -> generic(bytes, at, to);
    };
  }

  @Override
  protected void end(byte[] rest, int length, EventColumns out) {
    int at = 0;
    if (type < 0 && !lost && length == VERSION_AND_TYPE && rest[length - 1] == GENERIC) {
      return;
    }
    // What is held back may be shorter than a whole record and still be only time bytes.
    if (type == DVS || type == ATIS || type == COLOUR) {
      at = consume(rest, 0, length, out);
    }
    if (at < length || sizeOpen || skip > 0) {
      fault(Fault.TRUNCATED_TAIL, at);
    }
  }

  private int begin(byte[] bytes, int from) {
    int major = bytes[from + MAGIC.length];
    int kind = bytes[from + VERSION_AND_TYPE - 1] & 0xff;
    if (major != 2 || (kind != GENERIC && kind != DVS && kind != ATIS && kind != COLOUR)) {
      lost = true;
      fault(Fault.GARBAGE, MAGIC.length);
      return 0;
    }
    type = kind;
    if (kind == GENERIC) {
      return VERSION_AND_TYPE;
    }
    int w = LittleEndian.u16(bytes, from + VERSION_AND_TYPE);
    int h = LittleEndian.u16(bytes, from + VERSION_AND_TYPE + 2);
    if (w == 0 || h == 0) {
      lost = true;
      fault(Fault.GARBAGE, VERSION_AND_TYPE);
      return 0;
    }
    geometry = new Geometry(w, h);
    return VERSION_AND_TYPE + 4;
  }

  private int dvs(byte[] bytes, int start, int from, int to, EventColumns out) {
    out.reserve((to - from) / 5 + 1);
    long[] t = out.times();
    short[] xs = out.columns();
    short[] ys = out.rows();
    byte[] ps = out.polarities();
    int n = out.size();
    int right = geometry.width() - 1;
    int bottom = geometry.height() - 1;
    long now = time;
    int at = from;
    while (at < to) {
      int b = bytes[at] & 0xff;
      if (b >= 0xFE) {
        now += b == 0xFF ? 127 : 0;
        at++;
        continue;
      }
      if (to - at < 5) {
        break;
      }
      now += b >> 1;
      int place = LittleEndian.i32(bytes, at + 1);
      int x = place & 0xffff;
      int y = bottom - (place >>> 16);
      if (((right - x) | y) < 0) {
        fault(Fault.OUT_OF_RANGE, at - start);
      } else {
        t[n] = now;
        xs[n] = (short) x;
        ys[n] = (short) y;
        ps[n] = (byte) (b & 1);
        n++;
      }
      at += 5;
    }
    time = now;
    out.resize(n);
    return at;
  }

  private int atis(byte[] bytes, int start, int from, int to, EventColumns out) {
    int at = from;
    while (at < to) {
      int b = bytes[at] & 0xff;
      if (b >= 0xFC) {
        time += (b & 3) * 63L;
        at++;
        continue;
      }
      if (to - at < 5) {
        return at;
      }
      time += b >> 2;
      int x = LittleEndian.u16(bytes, at + 1);
      int y = geometry.height() - 1 - LittleEndian.u16(bytes, at + 3);
      if (x >= geometry.width() || y < 0) {
        fault(Fault.OUT_OF_RANGE, at - start);
      } else if ((b & 1) == 1) {
        others++;
      } else {
        out.add(time, x, y, b >> 1 & 1);
      }
      at += 5;
    }
    return at;
  }

  private int colour(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int b = bytes[at] & 0xff;
      if (b >= 0xFE) {
        time += b == 0xFF ? 254 : 0;
        at++;
      } else if (to - at < 8) {
        return at;
      } else {
        time += b;
        others++;
        at += 8;
      }
    }
    return at;
  }

  private int generic(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (skip > 0) {
        int step = (int) Math.min(skip, to - at);
        skip -= step;
        at += step;
        continue;
      }
      int b = bytes[at++] & 0xff;
      if (sizeOpen) {
        size |= (long) (b >> 1) << sizeShift;
        sizeShift += 7;
        sizeOpen = (b & 1) == 1 && sizeShift < 56;
        if (!sizeOpen) {
          skip = size;
          others++;
        }
      } else if (b >= 0xFE) {
        time += b == 0xFF ? 254 : 0;
      } else {
        time += b;
        sizeOpen = true;
        size = 0;
        sizeShift = 0;
      }
    }
    return at;
  }
}
