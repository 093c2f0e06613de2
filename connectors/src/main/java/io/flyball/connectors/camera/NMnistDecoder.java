package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;

/**
 * Decodes the 5-byte records of N-MNIST and N-Caltech101 files: x, y, then polarity in the highest
 * bit of a 23-bit big-endian time in µs. A record in row 240 is no event: it says that 2^13 µs
 * passed.
 *
 * <p>Source: Orchard et al., "Converting static image datasets to spiking neuromorphic datasets
 * using saccades", Frontiers in Neuroscience 2015.
 */
final class NMnistDecoder extends PieceDecoder {
  private static final int RECORD = 5;
  private static final int FEWEST = 8;
  private static final int OVERFLOW_ROW = 240;
  private static final Geometry GEOMETRY = new Geometry(256, 240);

  private long overflow;
  private long last;

  @Override
  public Geometry geometry() {
    return GEOMETRY;
  }

  @Override
  protected int wanted() {
    return RECORD;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = from;
    for (; to - at >= RECORD; at += RECORD) {
      int y = bytes[at + 1] & 0xff;
      if (y == OVERFLOW_ROW) {
        overflow += 1 << 13;
        continue;
      }
      if (y > OVERFLOW_ROW) {
        fault(Fault.OUT_OF_RANGE, at - from);
        continue;
      }
      int packed = (bytes[at + 2] & 0xff) << 16 | LittleEndian.u16(bytes, at + 3);
      long time = overflow + ((packed & 0x7f_0000) | (packed & 0xff) << 8 | (packed >>> 8 & 0xff));
      if (time < last) {
        fault(Fault.BACKWARD_TIME, at - from);
      }
      last = time;
      out.add(time, bytes[at] & 0xff, y, packed >>> 23);
    }
    return at;
  }

  /**
   * Whether bytes that have no mark of their own look like such a file: whole records, small
   * coordinates, times that never step back, and enough of them for chance to be no explanation
   * (eight times in order by chance: 1 in 40,320).
   */
  static boolean looksLike(byte[] head, int length, long fileSize) {
    if (fileSize == 0 || fileSize % RECORD != 0 || length < FEWEST * RECORD) {
      return false;
    }
    NMnistDecoder trial = new NMnistDecoder();
    EventColumns out = new EventColumns();
    trial.decode(head, 0, length - length % RECORD, out);
    return trial.faults().total() == 0 && out.t(Math.max(0, out.size() - 1)) > 0;
  }
}
