package io.flyball.core.record;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Levenshtein's distance: how many characters must be inserted, deleted or replaced to turn one
 * text into another. Cost: the product of the lengths.
 */
public final class EditDistance {
  private EditDistance() {}

  /** The distance between two texts, from 0 to the length of the longer one. */
  public static int between(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  /**
   * The candidate nearest to a name, of several the first in alphabetical order; none when all are
   * further away than {@code most}, or than half of their own length.
   */
  public static Optional<String> nearest(String name, Collection<String> candidates, int most) {
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
        .filter(candidate -> between(name, candidate) <= Math.min(most, candidate.length() / 2))
        .min(
            Comparator.<String>comparingInt(candidate -> between(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }
}
