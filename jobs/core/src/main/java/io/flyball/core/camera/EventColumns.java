package io.flyball.core.camera;

import java.util.Arrays;

/**
 * Change events as primitive columns: time in µs, column x, row y (0 on top), polarity (1 = ON, 0 =
 * OFF), and the trigger edges that came between them.
 *
 * <p>13 bytes an event and no object. Decoders append; a reader that works piece by piece calls
 * {@link #clear()} between pieces, so memory follows the piece and not the recording.
 */
public final class EventColumns {
  private static final int SMALLEST = 64;

  private long[] t;
  private short[] x;
  private short[] y;
  private byte[] p;
  private int size;
  private final TriggerColumns triggers = new TriggerColumns();

  public EventColumns() {
    this(SMALLEST);
  }

  public EventColumns(int capacity) {
    int n = Math.max(SMALLEST, capacity);
    t = new long[n];
    x = new short[n];
    y = new short[n];
    p = new byte[n];
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Forgets the events and triggers and keeps the arrays. */
  public void clear() {
    size = 0;
    triggers.clear();
  }

  /**
   * Makes room for {@code extra} more events, so that the backing arrays may be written from {@link
   * #size()} on and then claimed by {@link #resize}.
   */
  public void reserve(int extra) {
    long wanted = (long) size + extra;
    if (wanted <= t.length) {
      return;
    }
    if (wanted > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "One column set holds at most 2^31 events; read the recording piece by piece.");
    }
    int n = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(wanted, (long) t.length * 2));
    t = Arrays.copyOf(t, n);
    x = Arrays.copyOf(x, n);
    y = Arrays.copyOf(y, n);
    p = Arrays.copyOf(p, n);
  }

  /** Sets the number of valid events after direct writes to the backing arrays. */
  public void resize(int newSize) {
    if (newSize < 0 || newSize > t.length) {
      throw new IllegalArgumentException("Size " + newSize + " is outside 0 … " + t.length + ".");
    }
    size = newSize;
  }

  /** Appends one event. */
  public void add(long time, int column, int row, int polarity) {
    reserve(1);
    t[size] = time;
    x[size] = (short) column;
    y[size] = (short) row;
    p[size] = (byte) polarity;
    size++;
  }

  /** Appends a copy of all events and triggers of another set. */
  public void addAll(EventColumns other) {
    reserve(other.size);
    System.arraycopy(other.t, 0, t, size, other.size);
    System.arraycopy(other.x, 0, x, size, other.size);
    System.arraycopy(other.y, 0, y, size, other.size);
    System.arraycopy(other.p, 0, p, size, other.size);
    size += other.size;
    triggers.addAll(other.triggers);
  }

  /** Subtracts {@code origin} from every time, of events and triggers alike. */
  public void rebase(long origin) {
    for (int i = 0; i < size; i++) {
      t[i] -= origin;
    }
    triggers.rebase(origin);
  }

  public long t(int i) {
    return t[i];
  }

  public int x(int i) {
    return x[i] & 0xffff;
  }

  public int y(int i) {
    return y[i] & 0xffff;
  }

  public int p(int i) {
    return p[i];
  }

  public TriggerColumns triggers() {
    return triggers;
  }

  /**
   * The backing array of times; valid up to {@link #size()} and until the next {@link #reserve}.
   */
  public long[] times() {
    return t;
  }

  /** The backing array of columns, unsigned. */
  public short[] columns() {
    return x;
  }

  /** The backing array of rows, unsigned. */
  public short[] rows() {
    return y;
  }

  /** The backing array of polarities. */
  public byte[] polarities() {
    return p;
  }
}
