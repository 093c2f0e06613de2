package io.flyball.tools.importing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records in the order of reading, their bytes packed one after the other: objects would take as
 * much memory again, and the collector would move them. Memory: the bytes and {@value #OVERHEAD} a
 * record. Not thread-safe; who sorts it in another thread hands it over.
 */
final class Segment {
  /**
   * So few that their numbers and 45 bits of time, more than a millennium in ms, fill a long, and
   * that the last one of a log is sorted soon.
   */
  static final int MOST = 1 << 18;

  private static final int BITS = 18;
  private static final int CHUNK = 1 << 20;
  private static final int HEAD = 9;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int OVERHEAD = 28;

  private final long first;
  private final List<byte[]> chunks = new ArrayList<>();
  private long[] times = new long[1 << 10];
  private long[] places = new long[1 << 10];
  private int[] order;
  private int count;
  private int used = CHUNK;

  /**
   * @param first number of its first record, over all files
   */
  Segment(long first) {
    this.first = first;
  }

  boolean isFull() {
    return count == MOST;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Takes a record; the bytes of memory that it needs. */
  long add(long time, int type, byte[] key, byte[] value) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
    }
    int length = HEAD + key.length + value.length;
    if (used + (long) length > CHUNK || chunks.isEmpty()) {
      chunks.add(new byte[Math.max(CHUNK, length)]);
      used = 0;
    }
    byte[] chunk = chunks.get(chunks.size() - 1);
    times[count] = time;
    places[count++] = (long) (chunks.size() - 1) << 32 | used;
    chunk[used] = (byte) type;
    INT.set(chunk, used + 1, key.length);
    INT.set(chunk, used + 5, value.length);
    System.arraycopy(key, 0, chunk, used + HEAD, key.length);
    System.arraycopy(value, 0, chunk, used + HEAD + key.length, value.length);
    used += length;
    return length + (long) OVERHEAD;
  }

  /**
   * Sorts by time, then as they were read. Times and places are put in this order, so that who
   * hands the records out reads them one after the other.
   */
  void sort() {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      sorted &= i == 0 || times[i - 1] <= times[i];
      least = Math.min(least, times[i]);
      greatest = Math.max(greatest, times[i]);
    }
    order = null;
    if (sorted) {
      return;
    }
    if (greatest - least < 0 || Long.numberOfLeadingZeros(greatest - least) <= BITS) {
      // No times of ours: those lie within 45 bits.
      order =
          IntStream.range(0, count)
              .boxed()
              .sorted((one, other) -> Long.compare(times[one], times[other]))
              .mapToInt(Integer::intValue)
              .toArray();
      times = Arrays.stream(order).mapToLong(i -> times[i]).toArray();
      places = Arrays.stream(order).mapToLong(i -> places[i]).toArray();
      return;
    }
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = (times[i] - least) << BITS | i;
    }
    Arrays.sort(keys);
    order = new int[count];
    long[] inOrder = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = (int) (keys[i] & (MOST - 1));
      inOrder[i] = places[order[i]];
      times[i] = (keys[i] >>> BITS) + least;
    }
    places = inOrder;
  }

  /** The records, in order once they are sorted. */
  SortedRuns.Source records() {
    int[] next = {0};
    return () -> next[0] == count ? null : record(next[0]++);
  }

  private ImportedRecord record(int i) {
    byte[] chunk = chunks.get((int) (places[i] >>> 32));
    int at = (int) places[i];
    int key = at + HEAD;
    int value = key + (int) INT.get(chunk, at + 1);
    int end = value + (int) INT.get(chunk, at + 5);
    return new ImportedRecord(
        times[i],
        first + (order == null ? i : order[i]),
        chunk[at],
        Arrays.copyOfRange(chunk, key, value),
        Arrays.copyOfRange(chunk, value, end));
  }
}
