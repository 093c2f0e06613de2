package io.flyball.connectors.topic;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which offsets of one partition were replayed: everything below {@link #position}, and single
 * ranges above it that a filtered replay picked out. It travels as a consumer group's committed
 * offset and the text beside it, such as {@code 12-14,20}, which a broker limits to {@value
 * #MAX_TEXT} characters.
 *
 * <p>Not thread-safe; O(log n) of the ranges for a look or a mark.
 */
final class ReplayedOffsets {
  static final int MAX_TEXT = 4096;

  /** First offset of a range to its last, neither touching nor overlapping, all >= position. */
  private final NavigableMap<Long, Long> ranges = new TreeMap<>();

  private long position;

  /**
   * @param position committed offset, 0 when there is none
   * @param text the ranges above it, empty for none
   * @throws IllegalArgumentException when the text is not ours
   */
  static ReplayedOffsets of(long position, String text) {
    ReplayedOffsets offsets = new ReplayedOffsets();
    offsets.position = position;
    for (String range : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] ends = range.split("-");
      try {
        offsets.ranges.put(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("not a list of offset ranges: '" + text + "'", e);
      }
    }
    return offsets;
  }

  boolean contains(long offset) {
    Map.Entry<Long, Long> range = ranges.floorEntry(offset);
    return offset < position || (range != null && offset <= range.getValue());
  }

  void add(long offset) {
    if (contains(offset)) {
      return;
    }
    long first = offset;
    long last = offset;
    Map.Entry<Long, Long> before = ranges.lowerEntry(offset);
    if (before != null && before.getValue() == offset - 1) {
      first = before.getKey();
    }
    Long after = ranges.remove(offset + 1);
    if (after != null) {
      last = after;
    }
    ranges.put(first, last);
    if (first == position) {
      ranges.remove(first);
      position = last + 1;
    }
  }

  long position() {
    return position;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    ranges.forEach(
        (first, last) -> {
          text.append(text.isEmpty() ? "" : ",").append(first);
          if (!first.equals(last)) {
            text.append('-').append(last);
          }
        });
    return text.toString();
  }
}
