package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.bandit.join.Received;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import java.util.List;

/**
 * From a request to a slate. Each position is kept as a decision of its own under {@link
 * Place#key}, so that it waits, learns, ends and is counted as any other.
 */
final class SlateHandler {
  private final ServingContext desk;
  private final RewardJoiner rewarding;
  private final Evaluations evaluations;
  private final Examination examination;

  SlateHandler(ServingContext desk, RewardJoiner rewarding, Evaluations evaluations) {
    this.desk = desk;
    this.rewarding = rewarding;
    this.evaluations = evaluations;
    this.examination = new Examination(desk);
  }

  /**
   * Decides and keeps every position; the head and the arms are the caller's to save.
   *
   * @param asked with its arms in their own order
   * @param question about all of them, in the order of their ids
   * @throws IllegalArgumentException for what cannot be decided; nothing has changed
   */
  Decision decide(DecisionRequest asked, LoadedPolicy work, Question question) {
    SlateRequest slate = asked.slate();
    Mode mode = desk.rules.mode();
    List<SlatePosition> own =
        SlatePosition.drawn(
            work.learner, question, slate, desk.rules.exploring(), asked.id(), desk.rules.seed());
    boolean logged = slate.logged().length > 0;
    boolean drawn = logged ? slate.drawn() : mode.decides();
    List<SlatePosition> shown = own;
    if (logged) {
      shown = SlatePosition.logged(work.learner, question, slate);
    } else if (!mode.decides()) {
      shown = SlatePosition.baseline(work.learner, question, slate, asked.arms());
    }
    Placed[] placed = SlatePosition.placed(shown);
    for (Placed one : placed) {
      if (!(one.propensity() >= Pick.LEAST && one.propensity() <= 1)) {
        throw new IllegalArgumentException(
            "propensity must lie in [" + Pick.LEAST + ", 1], found " + one.propensity());
      }
    }
    long version = work.head.get(Count.VERSION);
    for (int l = 1; l <= placed.length; l++) {
      keep(asked, work, shown.get(l - 1), l, version, drawn);
    }
    boolean beside = mode == Mode.SHADOW || logged;
    if (beside) {
      desk.out.count(ServingCount.SHADOWED, placed.length);
      desk.out.count(ServingCount.AGREED, agreed(own, placed));
    }
    desk.out.count(ServingCount.SLATES, 1);
    desk.out.count(ServingCount.SLATE_POSITIONS, placed.length - 1L);
    SlatePosition first = shown.get(0).ordered(asked.arms());
    return new Decision(
        asked.id(),
        asked.time(),
        desk.policy,
        placed[0].arm(),
        placed[0].propensity(),
        first.arms(),
        first.propensities(),
        version,
        work.head.algorithm(),
        mode,
        logged && !drawn,
        beside ? own.get(0).arm() : null,
        (int) work.head.get(Count.PENDING),
        null,
        placed,
        false);
  }

  private static int agreed(List<SlatePosition> own, Placed[] shown) {
    int agreed = 0;
    for (int l = 0; l < shown.length; l++) {
      agreed += own.get(l).arm().equals(shown[l].arm()) ? 1 : 0;
    }
    return agreed;
  }

  private void keep(
      DecisionRequest asked,
      LoadedPolicy work,
      SlatePosition position,
      int l,
      long version,
      boolean drawn) {
    Mode mode = desk.rules.mode();
    double examined = examination.of(l);
    double[] candidates =
        drawn
            ? evaluations.candidates(
                work, position.question(), position.index(), position.propensity())
            : AssignedArm.NONE;
    AssignedArm taken = mode.learns() ? position.taken(work.learner, examined) : position.taken();
    if (mode.learns()) {
      work.changed();
    }
    int flags =
        (drawn ? 0 : OpenDecision.FORCED)
            | (asked.deferred() ? OpenDecision.DEFERRED : 0)
            | (mode.learns() ? OpenDecision.TEACHES : 0);
    SlatePosition asAsked = position.ordered(asked.arms());
    OpenDecision open =
        new OpenDecision(
            taken,
            asAsked.arms(),
            asAsked.propensities(),
            asked.time(),
            asked.time() + desk.rules.window(),
            asked.importance(),
            mode,
            flags,
            version,
            work.head.get(Count.EPOCH),
            Received.none(),
            null,
            0,
            0,
            asked.digest(),
            work.model().arm(taken.arm()).number(),
            candidates,
            asked.slate().place(l, examined));
    open = rewarding.presume(work, open);
    work.head.add(Count.PENDING, 1);
    String key = Place.key(asked.id(), l);
    desk.state.open().put(key, open);
    desk.lookAt(key, open.deadline());
    desk.out.count(ServingCount.DECISIONS, 1);
    desk.out.count(ServingCount.PENDING, 1);
  }

  /** The arms of a slate that is remembered; none of a decision for one arm. */
  Placed[] placed(String id, OpenDecision first) {
    Placed[] placed = new Placed[first.place().of()];
    for (int l = 1; l <= placed.length; l++) {
      OpenDecision open = l == 1 ? first : desk.state.open().get(Place.key(id, l));
      placed[l - 1] =
          open == null
              ? new Placed("", 0)
              : new Placed(open.taken().arm(), open.taken().propensity());
    }
    return placed;
  }
}
