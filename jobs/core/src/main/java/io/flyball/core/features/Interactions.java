package io.flyball.core.features;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Products of features of two or three namespaces, as {@code -q} and {@code --cubic} of Vowpal
 * Wabbit make them ({@code core/interactions_predict.h}): namespaces are matched by their first
 * byte, {@code :} matches any; a term's namespaces are sorted, and the same term counts once.
 */
public final class Interactions {
  /** No product. */
  public static final Interactions NONE = new Interactions(List.of());

  private static final char ANY = ':';

  private final List<String> terms;

  /** Sorted, each once; null where a term holds any namespace. */
  private final int[][] plain;

  /**
   * Some products.
   *
   * @param terms two or three first bytes each
   */
  public Interactions(List<String> terms) {
    for (String term : terms) {
      if (term.length() < 2 || term.length() > 3 || !ascii(term)) {
        throw new IllegalArgumentException(
            "an interaction is the first letters of two or three namespaces, or : for any, like UA"
                + " or ::, found '"
                + term
                + "'");
      }
    }
    this.terms = List.copyOf(terms);
    boolean any = terms.stream().anyMatch(term -> term.indexOf(ANY) >= 0);
    plain = any ? null : resolve(String.join("", terms).chars().sorted().distinct().toArray());
  }

  private static boolean ascii(String term) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(term);
  }

  /** Terms with slashes between them; empty for none. */
  public static Interactions parse(String text) {
    return text.isEmpty() ? NONE : new Interactions(List.of(text.split("/", -1)));
  }

  /** The terms as they were given. */
  public List<String> terms() {
    return terms;
  }

  boolean any() {
    return !terms.isEmpty();
  }

  /**
   * The terms for the namespaces that are there; some of namespaces that are not may be among them.
   *
   * @param present first bytes, ascending
   * @return sorted, each once
   */
  int[][] resolved(int[] present) {
    return plain == null ? resolve(present) : plain;
  }

  private int[][] resolve(int[] present) {
    TreeSet<int[]> resolved = new TreeSet<>(Comparator.comparing(Arrays::toString));
    for (String term : terms) {
      List<int[]> partial = List.of(new int[0]);
      for (int at = 0; at < term.length(); at++) {
        List<int[]> longer = new ArrayList<>();
        for (int[] begun : partial) {
          for (int namespace : present) {
            if (term.charAt(at) == ANY || term.charAt(at) == namespace) {
              int[] next = Arrays.copyOf(begun, at + 1);
              next[at] = namespace;
              longer.add(next);
            }
          }
        }
        partial = longer;
      }
      for (int[] whole : partial) {
        Arrays.sort(whole);
        resolved.add(whole);
      }
    }
    return resolved.toArray(int[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Interactions that && terms.equals(that.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return String.join("/", terms);
  }
}
