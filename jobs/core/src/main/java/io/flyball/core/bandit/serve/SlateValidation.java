package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the slate of a request must satisfy, so that it can be filled whatever is drawn. */
final class SlateValidation {
  /** Most positions of a slate. */
  static final int MOST_POSITIONS = 1_000;

  /** Most arms of all positions together: that many probabilities are kept for a slate. */
  static final int MOST_PLACED = 100_000;

  private SlateValidation() {}

  /**
   * The first fault, if any.
   *
   * @param r with every arm, eligible or not
   * @param eligible aligned with the arms
   */
  static Optional<Refusal> check(DecisionRequest r, boolean[] eligible) {
    SlateRequest slate = r.slate();
    int k = slate.size();
    if (slate.positions() < 0 || k > MOST_POSITIONS) {
      return refuse(
          "positions",
          "positions is "
              + (slate.positions() < 0 ? slate.positions() : k)
              + "; allowed are 1 to "
              + MOST_POSITIONS
              + ", or 0 for a decision for one arm");
    }
    if (k == 0) {
      return slate.logged().length == 0
          ? Optional.empty()
          : refuse("positions", "a logged slate comes with its number of positions");
    }
    if (slate.positions() > 0 && slate.slots().length > 0 && slate.slots().length != k) {
      return refuse(
          "slots",
          "positions is "
              + slate.positions()
              + ", but there are "
              + slate.slots().length
              + " slots; leave one of both out");
    }
    if ((long) k * r.arms().length > MOST_PLACED) {
      return refuse(
          "positions",
          k
              + " positions of "
              + r.arms().length
              + " arms are too many: their product is at most "
              + MOST_PLACED);
    }
    List<String> given = singles(r);
    if (!given.isEmpty()) {
      return refuse(
          given.get(0),
          given.get(0) + " is of a decision for one arm; a slate that was shown is loggedSlate");
    }
    return arms(r, eligible);
  }

  private static List<String> singles(DecisionRequest r) {
    List<String> given = new ArrayList<>();
    if (r.forcedArm() != null) {
      given.add("forcedArm");
    }
    if (r.baselineArm() != null) {
      given.add("baselineArm");
    }
    if (r.loggedArm() != null) {
      given.add("loggedArm");
    }
    return given;
  }

  private static Optional<Refusal> arms(DecisionRequest r, boolean[] eligible) {
    SlateRequest slate = r.slate();
    Set<String> all = new HashSet<>(Arrays.asList(r.arms()));
    Set<String> may = new HashSet<>();
    for (int i = 0; i < eligible.length; i++) {
      if (eligible[i]) {
        may.add(r.arms()[i]);
      }
    }
    List<Set<String>> sets = new ArrayList<>();
    for (int l = 0; l < slate.size(); l++) {
      Set<String> here = may;
      if (slate.slots().length > 0 && slate.slots()[l].length > 0) {
        here = new HashSet<>(may);
        for (String arm : slate.slots()[l]) {
          if (!all.contains(arm)) {
            return refuse("slots[" + l + "].arms", "'" + arm + "' is none of the request's arms");
          }
        }
        here.retainAll(Arrays.asList(slate.slots()[l]));
      }
      long rivals = rivals(sets, here);
      if (here.size() <= rivals) {
        return slate.slots().length == 0
            ? refuse(
                "positions",
                "the slate has "
                    + slate.size()
                    + " positions, but "
                    + may.size()
                    + (may.size() == 1 ? " arm is" : " arms are")
                    + " eligible; ask for fewer positions, or send more arms")
            : refuse(
                "slots[" + l + "].arms",
                "slot "
                    + (l + 1)
                    + " may be left without an arm: "
                    + here.size()
                    + " of its arms are eligible, and "
                    + rivals
                    + " slots above it may take them");
      }
      sets.add(here);
    }
    return logged(slate, sets);
  }

  private static long rivals(List<Set<String>> above, Set<String> here) {
    return above.stream().filter(one -> overlap(one, here)).count();
  }

  private static boolean overlap(Set<String> one, Set<String> other) {
    Set<String> small = one.size() < other.size() ? one : other;
    Set<String> large = one.size() < other.size() ? other : one;
    return small.stream().anyMatch(large::contains);
  }

  private static Optional<Refusal> logged(SlateRequest slate, List<Set<String>> sets) {
    Placed[] logged = slate.logged();
    if (logged.length == 0) {
      return Optional.empty();
    }
    if (logged.length != slate.size()) {
      return refuse(
          "loggedSlate",
          "loggedSlate has "
              + logged.length
              + " arms; allowed is one for each of the "
              + slate.size()
              + " positions, or none at all");
    }
    Set<String> above = new HashSet<>();
    for (int l = 0; l < logged.length; l++) {
      String field = "loggedSlate[" + l + "]";
      if (!sets.get(l).contains(logged[l].arm()) || !above.add(logged[l].arm())) {
        return refuse(
            field + ".arm",
            "'"
                + logged[l].arm()
                + "' cannot stand at position "
                + (l + 1)
                + ": it is not eligible there, or stands above");
      }
      double p = logged[l].propensity();
      if (!(p >= Evaluation.LEAST_PROPENSITY && p <= 1)) {
        return refuse(
            field + ".propensity",
            "the propensity of position "
                + (l + 1)
                + " is "
                + p
                + "; allowed is a probability from "
                + Evaluation.LEAST_PROPENSITY
                + " to 1");
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(String field, String message) {
    return Optional.of(Refusal.of(Reason.OUT_OF_RANGE, field, message));
  }
}
