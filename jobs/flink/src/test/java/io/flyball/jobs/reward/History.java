package io.flyball.jobs.reward;

import io.flyball.core.random.Draws;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.SignalKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** A reproducible history of feedback, and an arrival of it with bounded disorder. */
final class History {
  private static final SignalKind[] KINDS = {
    SignalKind.CLICK, SignalKind.RATING, SignalKind.LIKE, SignalKind.RETURN, SignalKind.VIEW
  };

  private History() {}

  /** Rows of {@code n} exposures: policies p0 to p4, and some without a decision. */
  static List<AttributedFeedback> rows(int n) {
    List<AttributedFeedback> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int policy = draw(i, 0, 6);
      String decision = policy == 5 ? null : "p" + policy + "/" + i;
      long at = i * Fixtures.MINUTE;
      Exposure shown = Fixtures.shown("x" + i, at, decision, "item" + draw(i, 1, 4));
      shown.setSession("visit" + draw(i, 2, 20));
      shown.setSurface(draw(i, 3, 2) == 0 ? "home" : "list");
      int signals = draw(i, 4, 4);
      for (int s = 0; s < signals; s++) {
        SignalKind kind = KINDS[draw(i, 10 + s, KINDS.length)];
        Double value = kind == SignalKind.RATING ? (double) draw(i, 20 + s, 6) : null;
        long then = at + (1 + draw(i, 30 + s, 300)) * Fixtures.MINUTE;
        rows.add(Fixtures.signal("s" + i + "-" + s, then, kind, value, shown));
      }
      if (signals == 0) {
        rows.add(Fixtures.unanswered(at + 300 * Fixtures.MINUTE, shown));
      }
    }
    return rows;
  }

  /** Members of {@code n} groups of two to five, some of which stay incomplete. */
  static List<GroupMember> members(int n) {
    List<GroupMember> members = new ArrayList<>();
    for (int g = 0; g < n; g++) {
      int size = 2 + draw(g, 40, 4);
      int came = draw(g, 41, 4) == 0 ? size - 1 : size;
      for (int m = 0; m < came; m++) {
        members.add(
            Fixtures.member(
                "m" + m,
                (g + m) * Fixtures.MINUTE,
                "g" + g,
                draw(g, 42, 3) == 0 ? null : (Integer) size,
                draw(g, 50 + m, 5) / 4.0));
      }
    }
    return members;
  }

  /**
   * In an order whose times are at most {@code bound} apart from sorted.
   *
   * @param what tells records apart, and is the same in every run
   */
  static <T> List<T> disordered(
      List<T> records, ToLongFunction<T> time, ToLongFunction<T> what, long bound) {
    List<T> out = new ArrayList<>(records);
    out.sort(
        Comparator.comparingLong(
            record -> time.applyAsLong(record) + draw(what.applyAsLong(record), 60, (int) bound)));
    return out;
  }

  private static int draw(long key, long counter, int bound) {
    return (int) (Draws.uniform(17, key, counter) * bound);
  }
}
