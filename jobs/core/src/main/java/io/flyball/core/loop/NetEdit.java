package io.flyball.core.loop;

import io.flyball.core.record.EditDistance;

/**
 * What all edits of one result changed together: Levenshtein's distance, in characters, from the
 * result to what the last edit left ("NExT-Search", arXiv 2505.14680, on feedback by editing). An
 * edit and its inverse change nothing. Immutable.
 *
 * @param edits how many there were
 * @param before the result; null when nobody said
 * @param after what the last edit left
 */
public record NetEdit(int edits, String before, String after) {
  /** What differs may be as long as this, or nothing is measured: the cost is its square. */
  public static final int LONGEST = 2_000;

  /** A longer result is not kept, and edits of it are not measured. */
  public static final int KEPT = 10_000;

  /** The result where it is short enough to be kept, else null. */
  public static String kept(String result) {
    return result == null || result.length() > KEPT ? null : result;
  }

  /** A result that nobody edited. */
  public static NetEdit none(String result) {
    return new NetEdit(0, result, result);
  }

  /** With one more, by event time later than all before. */
  public NetEdit then(String last) {
    return new NetEdit(edits + 1, before, last);
  }

  /**
   * The distance; null where the result is not known, or what differs, between an equal start and
   * end, is too long.
   */
  public Integer distance() {
    if (before == null) {
      return null;
    }
    int shorter = Math.min(before.length(), after.length());
    int from = 0;
    while (from < shorter && before.charAt(from) == after.charAt(from)) {
      from++;
    }
    int end = 0;
    while (end < shorter - from
        && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
      end++;
    }
    String a = before.substring(from, before.length() - end);
    String b = after.substring(from, after.length() - end);
    // One of them empty: all of the other was inserted or deleted.
    return a.isEmpty() || b.isEmpty()
        ? Integer.valueOf(Math.max(a.length(), b.length()))
        : Math.max(a.length(), b.length()) > LONGEST ? null : EditDistance.between(a, b);
  }
}
