package io.flyball.verify;

import io.flyball.core.random.Draws;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A multiset of records as sorted 64-bit digests of topic, key and content: two multisets of n
 * records that differ are taken for equal with a chance of about n / 2^64. Eight bytes a record.
 */
final class Digests {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long[] values = new long[1024];
  private int size;

  /**
   * The digest of one record.
   *
   * @param content what counts of its value
   */
  static long of(ConsumerRecord<byte[], byte[]> record, byte[] content) {
    return chain(chain(Draws.hash64(record.topic()), record.key()), content);
  }

  private static long chain(long seed, byte[] bytes) {
    if (bytes == null) {
      return Draws.mix64(seed ^ Long.MIN_VALUE);
    }
    long h = Draws.mix64(seed + bytes.length);
    int i = 0;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      h = Draws.bits(h, (long) LONGS.get(bytes, i), 0);
    }
    for (; i < bytes.length; i++) {
      h = Draws.bits(h, bytes[i], 1);
    }
    return h;
  }

  void add(long digest) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = digest;
  }

  int size() {
    return size;
  }

  /** Those that are here more often than in {@code other}, as often as they are. */
  Digests minus(Digests other) {
    sort();
    other.sort();
    Digests rest = new Digests();
    int j = 0;
    for (int i = 0; i < size; i++) {
      while (j < other.size && other.values[j] < values[i]) {
        j++;
      }
      if (j < other.size && other.values[j] == values[i]) {
        j++;
      } else {
        rest.add(values[i]);
      }
    }
    return rest;
  }

  /** Whether a digest is here; sorts. */
  boolean contains(long digest) {
    sort();
    return Arrays.binarySearch(values, 0, size, digest) >= 0;
  }

  private void sort() {
    Arrays.sort(values, 0, size);
  }
}
