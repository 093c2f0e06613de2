package io.flyball.core.sync;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Some values of a vector, by place.
 *
 * @param places ascending
 * @param values finite
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record SparseUpdate(int[] places, double[] values) {
  private static final int ENTRY = Integer.BYTES + Double.BYTES;

  /** Length of {@link #bytes}: 12 for each value, and 4. */
  public int size() {
    return Integer.BYTES + places.length * ENTRY;
  }

  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(size()).putInt(places.length);
    for (int i = 0; i < places.length; i++) {
      out.putInt(places[i]).putDouble(values[i]);
    }
    return out.array();
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @param length of the vector
   * @throws IllegalArgumentException for what {@link #bytes} never writes
   */
  public static SparseUpdate read(byte[] bytes, int length) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int count = in.getInt();
      if (count < 0 || count > length || in.remaining() != (long) count * ENTRY) {
        throw new IllegalArgumentException(
            "an update of "
                + length
                + " values cannot hold "
                + count
                + " in "
                + bytes.length
                + " bytes");
      }
      SparseUpdate update = new SparseUpdate(new int[count], new double[count]);
      int last = -1;
      for (int i = 0; i < count; i++) {
        update.places[i] = in.getInt();
        update.values[i] = in.getDouble();
        if (update.places[i] <= last
            || update.places[i] >= length
            || !Double.isFinite(update.values[i])) {
          throw new IllegalArgumentException(
              "value "
                  + i
                  + " of the update stands at "
                  + update.places[i]
                  + " and is "
                  + update.values[i]);
        }
        last = update.places[i];
      }
      return update;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("an update of " + bytes.length + " bytes is cut off", e);
    }
  }

  /** Adds the values to a vector. */
  public void addTo(double[] vector) {
    for (int i = 0; i < places.length; i++) {
      vector[places[i]] += values[i];
    }
  }
}
