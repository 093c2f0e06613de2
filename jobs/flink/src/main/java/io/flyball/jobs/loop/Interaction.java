package io.flyball.jobs.loop;

import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.Source;
import io.flyball.core.loop.Table;

/**
 * Something shown, taken or decided, as numbers where nothing but equality matters.
 *
 * @param table what it counts as
 * @param id hash of the record's id
 * @param time event time, epoch ms
 * @param clock how far its partition had come in event time when it arrived
 * @param user 0 when nobody is named
 * @param item what was shown or taken
 * @param surface page, feed or widget; empty when unknown
 * @param model model version, or the policy of a decision; empty when unknown
 * @param cohort configured cohort of the user; empty for none
 * @param source who made the item
 * @param rank slate position from 1; 0 when unknown
 * @param categories categories of the item, joined; empty when unknown
 * @param slate hash of the slate it stood in; 0 for none
 * @param clicked of a click, hash of the exposure that it is on; 1 where that is not known; 0 for
 *     what is no click
 * @param shown of a click on a known exposure, when that was shown, epoch ms
 */
public record Interaction(
    Table table,
    long id,
    long time,
    long clock,
    long user,
    long item,
    String surface,
    String model,
    String cohort,
    Source source,
    int rank,
    String categories,
    long slate,
    long clicked,
    long shown) {
  /** A click on an exposure that is not known. */
  static final long ON_NOTHING_KNOWN = 1;

  /** What is no click. */
  Interaction(
      Table table,
      long id,
      long time,
      long known,
      long user,
      long item,
      String surface,
      String model,
      String cohort,
      Source source,
      int rank,
      String categories,
      long slate) {
    this(
        table,
        id,
        time,
        known,
        user,
        item,
        surface,
        model,
        cohort,
        source,
        rank,
        categories,
        slate,
        0,
        0);
  }

  /** Event time by which it had arrived: its own time unless it came late. */
  long known() {
    return Math.max(time, clock);
  }

  Interaction at(long arrival) {
    return new Interaction(
        table,
        id,
        time,
        arrival,
        user,
        item,
        surface,
        model,
        cohort,
        source,
        rank,
        categories,
        slate,
        clicked,
        shown);
  }

  boolean isClick() {
    return clicked != 0;
  }

  boolean isClickOnKnownExposure() {
    return clicked != 0 && clicked != ON_NOTHING_KNOWN;
  }

  /** The first click of an exposure, so many panes after it was shown. */
  Interaction firstClick(long lag) {
    return new Interaction(
        Table.CLICKED,
        clicked,
        time,
        clock,
        PaneAccumulator.number(source),
        lag,
        surface,
        model,
        cohort,
        source,
        1,
        "",
        0);
  }

  /** One user's events come together; what has no user stands for itself. */
  long owner() {
    return user != 0 ? user : id;
  }
}
