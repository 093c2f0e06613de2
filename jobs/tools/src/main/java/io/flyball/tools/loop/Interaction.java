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
    boolean holdout) {

  /** What happened. */
  enum Kind {
    SHOWN,
    CHOSEN
  }

  static Interaction chosen(long time, String user, String item) {
    return new Interaction(
        time, user, item, Kind.CHOSEN, null, 0, Source.UNKNOWN, List.of(), false);
  }

  /** The choice of this item, which was shown. */
  Interaction chosenAt(long when) {
    return new Interaction(when, user, item, Kind.CHOSEN, slate, rank, source, categories, holdout);
  }
}
