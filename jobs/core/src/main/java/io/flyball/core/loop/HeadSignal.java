package io.flyball.core.loop;

import java.util.ArrayDeque;

/**
 * The per-event signal of popularity feedback: whether the chosen item was in the trailing head.
 * The head is the {@code size} most frequent items of the last {@code window} events, ties by
 * ascending id, renewed every {@code refresh} events from what came before. Fed into a change
 * detector event by event, it shows a takeover long before window metrics move. Cost: O(1) per
 * event, O(distinct items) per renewal.
 */
public final class HeadSignal {
  private final int size;
  private final int window;
  private final int refresh;
  private final ItemCounts counts = new ItemCounts();
  private final ArrayDeque<Long> trailing = new ArrayDeque<>();
  private Head head = Head.top(counts, 0);
  private long seen;

  /** A signal over the top {@code size} of {@code window} events, all arguments at least 1. */
  public HeadSignal(int size, int window, int refresh) {
    if (size < 1 || window < 1 || refresh < 1) {
      throw new IllegalArgumentException(
          "size, window and refresh are >= 1, were " + size + ", " + window + ", " + refresh);
    }
    this.size = size;
    this.window = window;
    this.refresh = refresh;
  }

  /** Takes the next event; true when its item is in the head. */
  public boolean add(long item) {
    if (seen++ % refresh == 0) {
      head = Head.top(counts, size);
    }
    boolean inHead = head.contains(item);
    counts.add(item);
    trailing.addLast(item);
    if (trailing.size() > window) {
      counts.retract(trailing.removeFirst());
    }
    return inHead;
  }

  /** Whether the trailing window is full, so that the signal means what it says. */
  public boolean warm() {
    return seen > window;
  }

  /** The head in force. */
  public Head head() {
    return head;
  }
}
