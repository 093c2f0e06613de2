package io.flyball.core.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.memory.Memory;

/**
 * How often each name occurred, in bounded space whatever the names are: a Misra-Gries sketch of
 * Apache DataSketches. Counts are exact up to {@value #EXACT} names. Beyond that a count is a lower
 * bound, and a name with more than 1 of 64 occurrences is always kept.
 *
 * <p>Not thread-safe. Cost: O(1) amortised per name.
 */
public final class FrequentNames {
  private static final int SLOTS = 256;

  /** What the sketch holds before it drops the rarest names: three quarters of its slots. */
  public static final int EXACT = SLOTS * 3 / 4;

  private final ItemsSketch<String> sketch;

  private FrequentNames(ItemsSketch<String> sketch) {
    this.sketch = sketch;
  }

  /** Of no names yet. */
  public static FrequentNames none() {
    return new FrequentNames(new ItemsSketch<>(SLOTS));
  }

  /** What {@link #toBytes} wrote. */
  public static FrequentNames ofBytes(byte[] bytes) {
    return new FrequentNames(
        ItemsSketch.getInstance(Memory.wrap(bytes), new ArrayOfStringsSerDe()));
  }

  /** The state; at most {@link #EXACT} names. */
  public byte[] toBytes() {
    return sketch.toByteArray(new ArrayOfStringsSerDe());
  }

  /**
   * More occurrences of a name.
   *
   * @param times how many, 1 or more
   */
  public void add(String name, long times) {
    sketch.update(name, times);
  }

  /** The most frequent names, most frequent first, with how often each occurred at least. */
  public Map<String, Long> most(int names) {
    Map<String, Long> most = new LinkedHashMap<>();
    Arrays.stream(sketch.getFrequentItems(0, ErrorType.NO_FALSE_NEGATIVES))
        .sorted(
            Comparator.<ItemsSketch.Row<String>>comparingLong(row -> -row.getLowerBound())
                .thenComparing(ItemsSketch.Row::getItem))
        .limit(names)
        .forEach(row -> most.put(row.getItem(), row.getLowerBound()));
    return most;
  }
}
