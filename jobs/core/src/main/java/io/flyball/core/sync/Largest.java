package io.flyball.core.sync;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The k largest of some sizes: the choice of the TopK compressor, for values or whole blocks. */
public final class Largest {
  private Largest() {}

  /**
   * Places of the k largest sizes, ascending; of equal ones the first.
   *
   * @param sizes at least 0
   */
  public static int[] of(double[] sizes, int k) {
    return IntStream.range(0, sizes.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -sizes[i]).thenComparing(i -> i))
        .limit(k)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }
}
