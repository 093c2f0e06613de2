package io.flyball.core.loop;

import java.util.Arrays;
import java.util.List;

/**
 * A part of what one scope saw in one pane of time, aggregated where it was read: it travels to the
 * scope, is stored there, and is merged by {@link PaneAccumulator}. Parts of a pane can be merged
 * in any order.
 *
 * @param scope kind and name, such as surface/home
 * @param pane number of the pane that the events lie in
 * @param known number of the pane in which they became known: later than {@code pane} for what came
 *     late
 * @param tables one for each {@link Table}
 * @param categorised items whose categories are known
 * @param categories their categories, each list joined by {@link PaneAccumulator#SEPARATOR}
 * @param outcomes interactions whose outcome became known
 * @param attempts episodes that ended
 */
@SuppressWarnings("ArrayRecordComponent")
public record PanePart(
    String scope,
    long pane,
    long known,
    List<PairCounts.Columns> tables,
    long[] categorised,
    String[] categories,
    List<Outcome> outcomes,
    List<Attempt> attempts) {

  /** A table's pairs; none where the part was stored before there was such a table. */
  PairCounts.Columns table(Table table) {
    int index = PaneAccumulator.index(table);
    return index < tables.size() ? tables.get(index) : PairCounts.Columns.NONE;
  }

  /** The contents: a record of arrays would show their addresses. */
  @Override
  public String toString() {
    return String.join(
        " ",
        scope,
        "pane " + pane,
        "known " + known,
        tables.toString(),
        Arrays.toString(categorised),
        Arrays.toString(categories),
        outcomes.toString(),
        attempts.toString());
  }
}
