package io.flyball.tools.loop;

import io.flyball.core.loop.Source;
import java.util.List;

/**
 * One line of a log: an item shown to a user, or chosen by one.
 *
 * @param time epoch ms
 * @param user null when the log does not tell
 * @param kind what happened
 * @param slate what was shown together; null for an item shown alone
 * @param rank from 1; 0 when the log does not tell
 * @param categories of the item; empty when the log does not tell
 * @param holdout whether it was shown at random
 * @param exposure id of the exposure that it is, or that was chosen; null when there is none
 * @param shownAt when that was shown, epoch ms; 0 when there is none
 */
public record Interaction(
    long time,
    String user,
    String item,
    Kind kind,
    String slate,
    int rank,
    Source source,
    List<String> categories,
    boolean holdout,
    String exposure,
    long shownAt) {

  /** What happened. */
  enum Kind {
    SHOWN,
    /** Taken, by a signal that is no click. */
    CHOSEN,
    /** Taken by a click. */
    CLICKED
  }

  /** What was chosen of nothing that the log shows. */
  static Interaction chosen(long time, String user, String item, boolean click) {
    return new Interaction(
        time,
        user,
        item,
        click ? Kind.CLICKED : Kind.CHOSEN,
        null,
        0,
        Source.UNKNOWN,
        List.of(),
        false,
        null,
        0);
  }

  /** The choice of this item, which was shown. */
  Interaction chosenAt(long when, boolean click) {
    return new Interaction(
        when,
        user,
        item,
        click ? Kind.CLICKED : Kind.CHOSEN,
        slate,
        rank,
        source,
        categories,
        holdout,
        exposure,
        time);
  }

  /** Whether it was chosen, by a click or otherwise. */
  boolean isChosen() {
    return kind != Kind.SHOWN;
  }
}
