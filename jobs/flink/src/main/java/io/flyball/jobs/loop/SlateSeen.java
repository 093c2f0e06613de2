package io.flyball.jobs.loop;

import io.flyball.core.loop.Slate;
import io.flyball.core.loop.Table;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * A slate that is being put together, and where it was shown.
 *
 * @param model version of the model that chose its first place
 * @param cohort cohort of its user
 */
public record SlateSeen(Slate slate, String surface, String model, String cohort) {

  static SlateSeen with(SlateSeen before, Interaction touch) {
    Slate slate = before == null ? new Slate(touch.time(), List.of()) : before.slate();
    Slate.Place place =
        new Slate.Place(touch.item(), touch.source(), touch.rank(), touch.categories());
    return new SlateSeen(
        slate.with(touch.time(), place), touch.surface(), touch.model(), touch.cohort());
  }

  /** What the slate adds to the counts of its scopes. */
  void counts(long user, Collector<Interaction> out) {
    for (Slate.Copies copies : slate.copies()) {
      out.collect(count(Table.COPIES, user, copies.generated(), copies.human()));
    }
    double diversity = slate.diversity();
    if (!Double.isNaN(diversity)) {
      out.collect(count(Table.DIVERSITY, user, Double.doubleToLongBits(diversity), slate.items()));
    }
  }

  /** A pair counted once; it is of no source. */
  private Interaction count(Table table, long owner, long first, long second) {
    return new Interaction(
        table,
        owner,
        slate.time(),
        slate.time(),
        first,
        second,
        surface,
        model,
        cohort,
        null,
        1,
        "",
        0);
  }
}
