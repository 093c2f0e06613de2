package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.bandit.join.Received;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.Arrays;

/** From a request to a decision. */
final class DecisionHandler {
  private final ServingContext desk;
  private final RewardJoiner rewarding;
  private final Evaluations evaluations;
  private final Publisher publisher;
  private final Sharing sharing;
  private final ArmEviction eviction;
  private final SlateHandler slates;
  private final UnreadInputs unread;

  DecisionHandler(
      ServingContext desk,
      RewardJoiner rewarding,
      Evaluations evaluations,
      Publisher publisher,
      Sharing sharing,
      ArmEviction eviction) {
    this.eviction = eviction;
    this.sharing = sharing;
    this.desk = desk;
    this.rewarding = rewarding;
    this.evaluations = evaluations;
    this.publisher = publisher;
    this.slates = new SlateHandler(desk, rewarding, evaluations);
    this.unread = new UnreadInputs(desk, evaluations);
  }

  /**
   * Arms are looked at in the order of their ids, so that their order in a request is of no effect.
   */
  void decide(DecisionRequest asked) {
    OpenDecision known = rewarding.remembered(asked.id());
    if (known != null) {
      repeat(asked, known);
      return;
    }
    DecisionRequest request = asked.sorted();
    LoadedPolicy work;
    Question question;
    double[] propensities;
    Decision slate = null;
    PolicyHead head = desk.state.head().get();
    try {
      work = desk.load(head == null ? start(request) : head, request.arms());
      unread.requireFeaturesRead(request, work);
      Observations.requireOwnChoice(request, work, desk.rules.mode());
      Inputs inputs = Inputs.of(request, work.learner.policy(), work.head.algorithm());
      work.learner.check(inputs.context(), request.arms(), inputs.features(), request.weights());
      if (eviction.makeRoom(work, request.arms())) {
        work = desk.load(work.head, request.arms());
      }
      question =
          work.learner.question(
              inputs.context(), request.arms(), inputs.features(), request.weights());
      if (asked.slate().size() > 0) {
        slate = slates.decide(asked, work, question);
        propensities = AssignedArm.NONE;
      } else {
        propensities = work.learner.propensities(question);
        Pick.atLeast(desk.rules.exploring().least(propensities.length), propensities);
      }
    } catch (IllegalArgumentException e) {
      refuse(asked, Reason.MODEL_MISMATCH, "", e.getMessage());
      return;
    }
    unread.tellContext(request, work, head == null);
    if (slate == null) {
      serve(asked, request, work, question, propensities);
    } else {
      serve(request, work, question, slate);
    }
  }

  private void serve(
      DecisionRequest request, LoadedPolicy work, Question question, Decision decision) {
    publisher.saw(work, question);
    eviction.offered(work.head, request.arms());
    work.save(Arrays.stream(decision.slate()).map(SlateRequest.Placed::arm).toArray(String[]::new));
    desk.out.decided(decision);
    sharing.decided(work, request.time());
    publisher.look(work, request.time());
    rewarding.welcome(request.id());
  }

  /** Whoever asks waits for an answer. */
  private void refuse(DecisionRequest request, Reason reason, String field, String message) {
    desk.refuse(reason, field, message);
    desk.out.count(ServingCount.REFUSED_REQUESTS, 1);
    desk.out.decided(
        Decision.refused(request.id(), request.time(), Refusal.of(reason, field, message)));
  }

  /** The first request of a policy gives it its sizes. */
  private PolicyHead start(DecisionRequest request) {
    int context = desk.rules.context() > 0 ? desk.rules.context() : request.context().length;
    int features = request.features().length == 0 ? 0 : request.features()[0].length;
    String algorithm = desk.rules.algorithm();
    Policy policy = desk.parse(algorithm, context, features, request.arms().length);
    double[] shared = Model.fresh(policy).shared();
    return PolicyHead.fresh(algorithm, context, features, request.arms().length, shared);
  }

  private void serve(
      DecisionRequest asked,
      DecisionRequest request,
      LoadedPolicy work,
      Question question,
      double[] propensities) {
    Mode mode = desk.rules.mode();
    int own = Pick.from(propensities, Pick.draw(request.id(), desk.rules.seed()));
    Shown to = shown(request, own, propensities);
    int shown = to.index();
    double[] served = to.propensities();
    double[] candidates =
        to.chosen()
            ? evaluations.candidates(work, question, shown, served[shown])
            : AssignedArm.NONE;
    long version = work.head.get(Count.VERSION);
    AssignedArm taken;
    try {
      taken = take(work, question, shown, served[shown], mode.learns());
    } catch (IllegalArgumentException e) {
      refuse(asked, Reason.MODEL_MISMATCH, "", e.getMessage());
      return;
    }
    OpenDecision open = open(asked, work, taken, served, version, candidates);
    open = rewarding.presume(work, open);
    work.head.add(Count.PENDING, 1);
    publisher.saw(work, question);
    eviction.offered(work.head, request.arms());
    work.save(taken.arm());
    desk.state.open().put(request.id(), open);
    desk.lookAt(request.id(), open.deadline());
    desk.out.count(ServingCount.DECISIONS, 1);
    desk.out.count(ServingCount.PENDING, 1);
    boolean beside = mode == Mode.SHADOW || request.loggedArm() != null;
    String shadow = beside ? request.arms()[own] : null;
    if (beside) {
      desk.out.count(ServingCount.SHADOWED, 1);
      desk.out.count(ServingCount.AGREED, own == shown ? 1 : 0);
    }
    desk.out.decided(decision(asked, open, work.head, shadow, (int) work.head.get(Count.PENDING)));
    sharing.decided(work, request.time());
    publisher.look(work, request.time());
    rewarding.welcome(request.id());
  }

  /**
   * What is shown.
   *
   * @param chosen it was drawn, here or where it was logged, so that others can be evaluated on it
   */
  @SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
  private record Shown(int index, double[] propensities, boolean chosen) {}

  private Shown shown(DecisionRequest request, int own, double[] propensities) {
    double[] served = new double[propensities.length];
    if (request.loggedArm() != null) {
      double p = request.loggedPropensity();
      int index = indexOf(request.arms(), request.loggedArm());
      if (request.loggedPropensities().length > 0) {
        return new Shown(index, request.loggedPropensities(), true);
      }
      // Of the other arms this log says nothing: they share what is left.
      Arrays.fill(served, (1 - p) / Math.max(1, served.length - 1));
      served[index] = p;
      return new Shown(index, served, true);
    }
    if (request.forcedArm() == null && desk.rules.mode().decides()) {
      return new Shown(own, propensities, true);
    }
    String arm = request.forcedArm() != null ? request.forcedArm() : request.baselineArm();
    int index = arm == null ? 0 : indexOf(request.arms(), arm);
    Pick.oneHot(index, served);
    return new Shown(index, served, false);
  }

  private static AssignedArm take(
      LoadedPolicy work, Question question, int shown, double propensity, boolean learns) {
    if (learns) {
      work.changed();
      return work.learner.decided(question, shown, propensity);
    }
    return new AssignedArm(
        question.arms()[shown].id(),
        question.context(),
        question.features(shown),
        propensity,
        AssignedArm.NONE);
  }

  /**
   * What waits for its reward.
   *
   * @param served probabilities in the order of ids
   */
  private OpenDecision open(
      DecisionRequest asked,
      LoadedPolicy work,
      AssignedArm taken,
      double[] served,
      long version,
      double[] candidates) {
    Mode mode = desk.rules.mode();
    int flags =
        (asked.forcedArm() != null ? OpenDecision.FORCED : 0)
            | (asked.deferred() ? OpenDecision.DEFERRED : 0)
            | (mode.learns() ? OpenDecision.TEACHES : 0)
            | (work.learner.policy().named() ? OpenDecision.NAMED : 0)
            | Observations.flags(work, mode);
    return new OpenDecision(
        taken,
        names(asked, work),
        asked.unsorted(served),
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
        Place.NONE);
  }

  /** Names that the arms themselves keep, so that what waits holds no copy of its own. */
  private static String[] names(DecisionRequest asked, LoadedPolicy work) {
    String[] names = new String[asked.arms().length];
    for (int i = 0; i < names.length; i++) {
      names[i] = work.model().arm(asked.arms()[i]).id();
    }
    return names;
  }

  /** A copy of a request gets the same answer; nothing is decided twice. */
  private void repeat(DecisionRequest request, OpenDecision open) {
    if (open.digest() != 0 && open.digest() != request.digest()) {
      refuse(
          request,
          Reason.DUP_CONFLICT,
          "id",
          "request '"
              + request.id()
              + "' came before and asked something else; every question needs an id of its own");
      return;
    }
    desk.out.count(ServingCount.REPEATED_REQUESTS, 1);
    PolicyHead head = desk.state.head().get();
    if (open.arms().length > 0 && head != null) {
      desk.out.decided(decision(request, open, head, null, (int) head.get(Count.PENDING)));
    }
  }

  private Decision decision(
      DecisionRequest request, OpenDecision open, PolicyHead head, String shadow, int pending) {
    return new Decision(
        request.id(),
        open.decidedAt(),
        desk.policy,
        open.taken().arm(),
        open.taken().propensity(),
        open.arms(),
        open.propensities(),
        open.version(),
        head.algorithm(),
        open.mode(),
        open.is(OpenDecision.FORCED),
        shadow,
        pending,
        null,
        slates.placed(request.id(), open),
        open.is(OpenDecision.WANTED));
  }

  private static int indexOf(String[] arms, String arm) {
    for (int i = 0; i < arms.length; i++) {
      if (arms[i].equals(arm)) {
        return i;
      }
    }
    return 0;
  }
}
