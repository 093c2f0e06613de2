package io.flyball.core.reward;

import io.flyball.core.state.Store;
import java.util.function.LongConsumer;

/**
 * Which decisions end at a time: the last begun, which names the one before it, and so on. At most
 * {@value #MOST} are joined so; more of one time end in turn, each lot a little later, so that no
 * call has a day's work to do. Cost: two look-ups a decision, whatever their number.
 */
final class Endings {
  static final int MOST = 1_000;

  /** Lots that may follow each other before the next time of the grid. */
  private static final int LOTS = 100_000;

  private static final char MARK = '\u0001';

  /**
   * What stands at a time.
   *
   * @param lot the newest lot of the time; 0 is the one at the time itself
   * @param size of the newest lot
   * @param last the decision of the lot here that was begun last
   */
  private record Ending(int lot, int size, String last) {

    /** Before there were lots, the decision stood alone. */
    static Ending parse(String text) {
      if (text.charAt(0) != MARK) {
        return new Ending(0, 1, text);
      }
      int first = text.indexOf(MARK, 1);
      int second = text.indexOf(MARK, first + 1);
      return new Ending(
          Integer.parseInt(text, 1, first, 10),
          Integer.parseInt(text, first + 1, second, 10),
          text.substring(second + 1));
    }

    @Override
    public String toString() {
      return "" + MARK + lot + MARK + size + MARK + last;
    }
  }

  private final Store<Long, String> agenda;
  private final LongConsumer wake;

  Endings(Store<Long, String> agenda, LongConsumer wake) {
    this.agenda = agenda;
    this.wake = wake;
  }

  /**
   * Notes a decision.
   *
   * @param end a time on the grid
   * @param grain the distance of the grid's times
   * @return the decision of its lot that was begun before it, or empty
   */
  String add(String decision, long end, long grain) {
    String text = agenda.get(end);
    if (text == null) {
      return join(end, decision);
    }
    Ending head = Ending.parse(text);
    long step = Math.max(1, grain / LOTS);
    boolean full = head.size() >= MOST && (head.lot() + 1) * step < grain;
    int lot = full ? head.lot() + 1 : head.lot();
    int size = full ? 1 : head.size() + 1;
    if (lot == 0) {
      agenda.put(end, new Ending(0, size, decision).toString());
      return head.last();
    }
    agenda.put(end, new Ending(lot, size, head.last()).toString());
    return join(end + lot * step, decision);
  }

  private String join(long time, String decision) {
    String before = agenda.get(time);
    agenda.put(time, new Ending(0, 1, decision).toString());
    if (before == null) {
      wake.accept(time);
      return "";
    }
    return Ending.parse(before).last();
  }

  /** The last begun of the decisions that end at a time, or empty; it is forgotten. */
  String take(long time) {
    String text = agenda.get(time);
    if (text == null) {
      return "";
    }
    agenda.remove(time);
    return Ending.parse(text).last();
  }
}
