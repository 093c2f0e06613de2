package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.WordDecoder;

/**
 * Decodes "libcaer_cmp", the 16-bit packing of the libcaer driver for ROS: little-endian words
 * whose upper four bits are a code.
 *
 * <pre>
 *   0  TIME_HIGH  t[23:12]      3  ADDR_Y       one event: row 10:0, polarity 11
 *   1  TIME_LOW   t[11:0]       4  VECT_BASE_Y  row 10:0, polarity 11
 *   2  ADDR_X     column 10:0   5  VECT_8       mask of rows base + i, then base += 8
 * </pre>
 *
 * Time counts from the time base of the message; the words of one message are one stream.
 */
public final class LibcaerCmpDecoder extends WordDecoder {
  private final Geometry geometry;
  private final long timeBase;
  private long high;
  private long low;
  private int column = -1;
  private int base = -1;
  private int polarity;
  private long last;

  /**
   * @param timeBase time of the message in µs
   */
  public LibcaerCmpDecoder(Geometry geometry, long timeBase) {
    super(2);
    this.geometry = geometry;
    this.timeBase = timeBase;
    this.last = timeBase;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  protected void words(byte[] bytes, int from, int to, EventColumns out) {
    for (int i = from; i < to; i += 2) {
      int w = (short) U16_LE.get(bytes, i) & 0xffff;
      int ahead = i - from;
      switch (w >>> 12) {
        case 0 -> high = (w & 0xfffL) << 12;
        case 1 -> low = w & 0xfff;
        case 2 -> column = w & 0x7ff;
        case 3 -> event(w & 0x7ff, w >>> 11 & 1, ahead, out);
        case 4 -> {
          base = w & 0x7ff;
          polarity = w >>> 11 & 1;
        }
        case 5 -> {
          if (base < 0) {
            fault(Fault.NO_CONTEXT, ahead);
            continue;
          }
          for (int mask = w & 0xff; mask != 0; mask &= mask - 1) {
            event(base + Integer.numberOfTrailingZeros(mask), polarity, ahead, out);
          }
          base += 8;
        }
        default -> fault(Fault.GARBAGE, ahead);
      }
    }
  }

  private void event(int row, int p, int ahead, EventColumns out) {
    if (column < 0) {
      fault(Fault.NO_CONTEXT, ahead);
    } else if (column >= geometry.width() || row >= geometry.height()) {
      fault(Fault.OUT_OF_RANGE, ahead);
    } else {
      long time = timeBase + (high | low);
      if (time < last) {
        fault(Fault.BACKWARD_TIME, ahead);
      }
      last = time;
      out.add(time, column, row, p);
    }
  }
}
