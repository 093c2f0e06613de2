package io.flyball.core.camera;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * External trigger edges as primitive columns: time in µs, input channel, value (1 = rising, 0 =
 * falling).
 */
public final class TriggerColumns {
  private long[] t = new long[16];
  private byte[] id = new byte[16];
  private byte[] value = new byte[16];
  private int size;

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /** Drops the edges from an index on. */
  public void truncate(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("Size " + newSize + " is outside 0 … " + size + ".");
    }
    size = newSize;
  }

  /** Keeps the edges whose times are wanted. */
  public void keep(LongPredicate wanted) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (wanted.test(t[i])) {
        t[kept] = t[i];
        id[kept] = id[i];
        value[kept] = value[i];
        kept++;
      }
    }
    size = kept;
  }

  public void add(long time, int channel, int edge) {
    if (size == t.length) {
      grow(size * 2);
    }
    t[size] = time;
    id[size] = (byte) channel;
    value[size] = (byte) edge;
    size++;
  }

  public void addAll(TriggerColumns other) {
    if (size + other.size > t.length) {
      grow(Math.max(size + other.size, size * 2));
    }
    System.arraycopy(other.t, 0, t, size, other.size);
    System.arraycopy(other.id, 0, id, size, other.size);
    System.arraycopy(other.value, 0, value, size, other.size);
    size += other.size;
  }

  public long t(int i) {
    return t[i];
  }

  public int id(int i) {
    return id[i];
  }

  public int value(int i) {
    return value[i];
  }

  void rebase(long origin) {
    for (int i = 0; i < size; i++) {
      t[i] -= origin;
    }
  }

  private void grow(int n) {
    t = Arrays.copyOf(t, n);
    id = Arrays.copyOf(id, n);
    value = Arrays.copyOf(value, n);
  }
}
