package io.flyball.verify;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Whether every sequence number came out exactly once, and whether the numbers of each key came in
 * order. One bit for each sequence number.
 */
final class SequenceLedger {
  private final BitSet seen = new BitSet();
  private final Map<String, Long> newest = new HashMap<>();
  private long doubled;
  private long outOfOrder;

  /** A sequence number of the load came out. */
  void came(long sequence) {
    int index = Math.toIntExact(sequence);
    if (seen.get(index)) {
      doubled++;
    }
    seen.set(index);
  }

  /** Something numbered came out for a key; equal or lower numbers than before are disorder. */
  void inOrder(String key, long number) {
    Long before = newest.put(key, number);
    if (before != null && before >= number) {
      outOfOrder++;
    }
  }

  /**
   * The laws of completeness and order.
   *
   * @param what the numbers stand for
   * @param records of the load, numbered from 0
   * @param expected whether a number must come out
   */
  List<Invariant> laws(String what, long records, LongPredicate expected) {
    long lost = 0;
    for (long i = 0; i < records; i++) {
      if (expected.test(i) && !seen.get((int) i)) {
        lost++;
      }
    }
    return List.of(
        new Invariant(what + " lost", 0, lost),
        new Invariant(what + " doubled", 0, doubled),
        order());
  }

  /** The law of order alone. */
  Invariant order() {
    return new Invariant(
        "out of order among " + newest.size() + " keys with numbered rows", 0, outOfOrder);
  }
}
