package io.flyball.core.camera;

import java.util.Arrays;
import java.util.Objects;

/**
 * The part of every decoder that joins records cut between two pieces. A subclass sees contiguous
 * bytes and says how many it used.
 *
 * <p>What is held back never exceeds the record a subclass {@linkplain #wanted() asked for} plus 1
 * KiB, and grows only as bytes really arrive.
 */
public abstract class PieceDecoder implements EventDecoder {
  private static final int JOIN = 1024;

  private final Faults faults = new Faults();
  private byte[] held = new byte[64];
  private int heldSize;
  private long offset;

  /**
   * Decodes as many whole records of {@code bytes[from, to)} as there are.
   *
   * @return the index after the last byte used; {@code from} when no record is complete
   */
  protected abstract int consume(byte[] bytes, int from, int to, EventColumns out);

  /** How many bytes the next record needs, as far as known; at least 1. */
  protected abstract int wanted();

  /** Called once at the end with the bytes of the unfinished record, if any. */
  protected void end(byte[] rest, int length, EventColumns out) {
    if (length > 0) {
      fault(Fault.TRUNCATED_TAIL, 0);
    }
  }

  /** Counts a fault {@code ahead} bytes after the first byte given to the running consume call. */
  protected final void fault(Fault fault, long ahead) {
    faults.add(fault, offset + ahead);
  }

  /** Counts the faults of several events that one word names. */
  protected final void fault(Fault fault, long ahead, int events) {
    faults.add(fault, offset + ahead, events);
  }

  /** Offset in the stream of the first byte given to the running consume call. */
  protected final long offset() {
    return offset;
  }

  @Override
  public final void startAt(long start) {
    offset = start;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public final void decode(byte[] bytes, int from, int length, EventColumns out) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    int end = from + length;
    int at = from;
    while (at < end) {
      if (heldSize == 0) {
        int used = consume(bytes, at, end, out);
        offset += used - at;
        hold(bytes, used, end - used);
        return;
      }
      int take = Math.min(end - at, Math.max(wanted() - heldSize, JOIN));
      hold(bytes, at, take);
      if (heldSize < wanted()) {
        at += take;
        continue;
      }
      int used = consume(held, 0, heldSize, out);
      offset += used;
      int left = heldSize - used;
      if (left <= take) {
        at += take - left;
        heldSize = 0;
      } else {
        System.arraycopy(held, used, held, 0, left);
        heldSize = left;
        at += take;
      }
    }
  }

  @Override
  public final void finish(EventColumns out) {
    int rest = heldSize;
    heldSize = 0;
    end(held, rest, out);
    offset += rest;
  }

  private void hold(byte[] bytes, int from, int length) {
    if (heldSize + length > held.length) {
      held = Arrays.copyOf(held, Math.max(heldSize + length, held.length * 2));
    }
    System.arraycopy(bytes, from, held, heldSize, length);
    heldSize += length;
  }
}
