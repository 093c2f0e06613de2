package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.bandit.join.Received;
import io.flyball.core.bandit.join.ReceivedReward;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Outcome.Status;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.record.Reason;
import java.util.Arrays;

/**
 * Joins rewards to decisions and settles them. What a decision should have taught by now is a
 * function of its rewards, the rules and whether its window is over; the learner is told whenever
 * that differs from what it was told before.
 */
final class RewardJoiner {
  private static final int MOST_HELD = 64;

  private final ServingContext desk;
  private final RewardLearner teaching;
  private final Evaluations evaluations;
  private final Publisher publisher;
  private final SlateRewards slates;
  private final Examination examination;

  RewardJoiner(ServingContext desk, Evaluations evaluations, Publisher publisher) {
    this.desk = desk;
    this.teaching = new RewardLearner(desk);
    this.evaluations = evaluations;
    this.publisher = publisher;
    this.slates = new SlateRewards(desk);
    this.examination = new Examination(desk);
  }

  /** What a new decision teaches before any reward. */
  OpenDecision presume(LoadedPolicy work, OpenDecision open) {
    try {
      return teaching.teach(work, open, false);
    } catch (IllegalArgumentException e) {
      // A default that this policy cannot learn: the decision ends as censored.
      return open;
    }
  }

  void reward(HeldReward held) {
    desk.concerning(held, () -> join(held));
  }

  private void join(HeldReward held) {
    Reward reward = held.reward();
    OpenDecision open = remembered(reward.decisionId());
    if (open == null) {
      early(held);
      return;
    }
    for (Reward one : slates.of(reward, open)) {
      boolean same = one.decisionId().equals(reward.decisionId());
      OpenDecision place = same ? open : remembered(one.decisionId());
      if (place != null) {
        join(new HeldReward(one, held.letter(), held.clock()), one, place);
      }
    }
  }

  private void join(HeldReward held, Reward reward, OpenDecision open) {
    if (open.is(OpenDecision.RESOLVED)) {
      afterwards(reward, open);
    } else if (held.reaches(open.deadline())) {
      overdue(held, reward, open);
    } else {
      inTime(reward, open);
    }
  }

  /** A decision, unless the time for which it is remembered is over, timer or not. */
  OpenDecision remembered(String id) {
    OpenDecision open = desk.state.open().get(id);
    if (open == null || open.deadline() + desk.rules.remember() > desk.out.reached()) {
      return open;
    }
    due(id, open.deadline() + desk.rules.remember());
    return desk.state.open().get(id);
  }

  /** Rewards that overtook their decision, and have not waited too long, find it. */
  void welcome(String id) {
    dropEarly(id, desk.out.reached());
    release(id);
  }

  private void release(String id) {
    HeldReward[] held = desk.state.early().get(id);
    if (held != null) {
      desk.state.early().remove(id);
      for (HeldReward one : held) {
        reward(one);
      }
    }
  }

  private void early(HeldReward held) {
    Reward reward = held.reward();
    long until = reward.time() + desk.rules.hold();
    HeldReward[] before = desk.state.early().get(reward.decisionId());
    if (until <= desk.out.watermark() || (before != null && before.length == MOST_HELD)) {
      desk.out.refuse(held.letter());
      return;
    }
    desk.out.count(ServingCount.EARLY, 1);
    park(before, held);
    desk.lookAt(reward.decisionId(), until);
  }

  private void park(HeldReward[] before, HeldReward held) {
    HeldReward[] after =
        before == null ? new HeldReward[1] : Arrays.copyOf(before, before.length + 1);
    after[after.length - 1] = held;
    desk.state.early().put(held.reward().decisionId(), after);
  }

  /** Late by its own time, though event time is not there yet: a correction once it is. */
  private void overdue(HeldReward held, Reward reward, OpenDecision open) {
    boolean activates = reward.kind() == Reward.Kind.ACTIVATE;
    if (!activates && Received.add(open.rewards(), reward) == open.rewards()) {
      desk.out.count(ServingCount.DUPLICATES, 1);
      return;
    }
    if (desk.rules.corrections() && !activates) {
      HeldReward[] before = desk.state.early().get(reward.decisionId());
      if (before == null || before.length < MOST_HELD) {
        park(before, held);
        return;
      }
    }
    late(reward);
  }

  private void late(Reward reward) {
    desk.out.count(ServingCount.LATE, 1);
    desk.out.late(slates.told(reward));
  }

  private void inTime(Reward reward, OpenDecision open) {
    if (reward.time() <= open.decidedAt() - desk.rules.hold()) {
      desk.refuse(
          Reason.OUT_OF_RANGE,
          "time",
          "the reward is older than its decision by "
              + (open.decidedAt() - reward.time())
              + " ms; less than "
              + desk.rules.hold()
              + " are allowed");
      return;
    }
    if (contradicts(reward, open)) {
      return;
    }
    PolicyHead head = desk.state.head().get();
    String shown = reward.arm() == null ? open.taken().arm() : reward.arm();
    LoadedPolicy work = desk.load(head, arms(open, shown));
    OpenDecision next;
    try {
      next = teaching.echo(work, open, reward);
      if (next == null) {
        return;
      }
      next = joined(work, next, reward);
    } catch (IllegalArgumentException e) {
      desk.refuse(Reason.OUT_OF_RANGE, "value", e.getMessage());
      return;
    }
    if (next.duplicates() > open.duplicates()) {
      desk.out.count(ServingCount.DUPLICATES, 1);
      desk.state.open().put(reward.decisionId(), next);
      return;
    }
    desk.out.count(ServingCount.REWARDS, 1);
    if (reward.kind() == Reward.Kind.FINAL) {
      settle(reward.decisionId(), next, work, reward.time());
    } else {
      desk.state.open().put(reward.decisionId(), next);
      work.save(next.taken().arm());
    }
    publisher.look(work, reward.time());
  }

  private static String[] arms(OpenDecision open, String shown) {
    String decided = open.taken().arm();
    return shown.equals(decided) ? new String[] {shown} : new String[] {decided, shown};
  }

  private boolean contradicts(Reward reward, OpenDecision open) {
    boolean contradicts =
        reward.kind() != Reward.Kind.ACTIVATE && Received.contradicts(open.rewards(), reward);
    if (contradicts) {
      desk.refuse(
          Reason.DUP_CONFLICT,
          "id",
          "reward '"
              + reward.id()
              + "' of decision '"
              + slates.told(reward).decisionId()
              + "' came before with another value; a change is a CORRECTION with an id of its own");
    }
    return contradicts;
  }

  private OpenDecision joined(LoadedPolicy work, OpenDecision open, Reward reward) {
    boolean last = reward.kind() == Reward.Kind.FINAL;
    if (reward.kind() == Reward.Kind.ACTIVATE) {
      return open.is(OpenDecision.ACTIVATED)
          ? open.withDuplicate()
          : teaching.teach(work, open.with(OpenDecision.ACTIVATED), false);
    }
    teaching.requireObjectives(work, reward);
    ReceivedReward[] rewards = Received.add(open.rewards(), reward);
    if (rewards == open.rewards()) {
      return open.withDuplicate();
    }
    OpenDecision next = teaching.weigh(open, reward).withRewards(rewards);
    return teaching.teach(work, next, last);
  }

  /** The window of a decision is over, or it has got its last reward. */
  void settle(String id, OpenDecision pending, LoadedPolicy work, long time) {
    OpenDecision open = looked(id, pending, work);
    OpenDecision taught = open;
    boolean refused = false;
    long version = work.head.get(Count.VERSION);
    try {
      taught = teaching.teach(work, open, true);
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    double[] reward = refused ? null : teaching.known(work, open);
    boolean came = taught.rewards().length > 0;
    Status status = reward == null ? Status.CENSORED : came ? Status.REWARDED : Status.DEFAULTED;
    boolean learned =
        reward == null || Arrays.equals(desk.rules.scale().lesson(reward), taught.learned());
    desk.out.count(ServingCount.NOT_LEARNED, taught.is(OpenDecision.TEACHES) && !learned ? 1 : 0);
    taught = taught.with(OpenDecision.RESOLVED);
    work.head.add(Count.PENDING, -1);
    desk.out.count(ServingCount.PENDING, -1);
    desk.out.count(ServingCount.valueOf(status.name()), 1);
    evaluations.add(work, taught, reward, time, teaching.gone(work, taught));
    work.save(taught.taken().arm());
    desk.state.open().put(id, desk.rules.corrections() ? taught : taught.compact());
    String decision = taught.place().decision(id);
    desk.out.resolved(new Outcome(decision, time, desk.policy, taught, status, reward, version));
  }

  /** The decision as its click model has it: looked at or not, and with what weight. */
  private OpenDecision looked(String id, OpenDecision open, LoadedPolicy work) {
    if (open.place().position() == 0 || !open.active()) {
      return open;
    }
    if (desk.rules.clicks().cascades() && clickedAbove(id, open, work)) {
      desk.out.count(ServingCount.UNSEEN_POSITIONS, 1);
      return open.with(OpenDecision.UNSEEN);
    }
    double weight = examination.settled(work.learner.policy(), open, clicked(open, work));
    return weight == 1 ? open : open.withImportance(open.importance() * weight);
  }

  private boolean clickedAbove(String id, OpenDecision open, LoadedPolicy work) {
    String decision = open.place().decision(id);
    for (int l = 1; l < open.place().position(); l++) {
      OpenDecision above = desk.state.open().get(Place.key(decision, l));
      if (above != null && clicked(above, work)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is known of it teaches more than nothing. */
  private boolean clicked(OpenDecision open, LoadedPolicy work) {
    double[] reward = open.rewards().length == 0 ? null : teaching.known(work, open);
    return reward != null && desk.rules.scale().lesson(reward)[0] > 0;
  }

  /** A reward for a decision whose outcome was told. */
  private void afterwards(Reward reward, OpenDecision open) {
    if (reward.kind() == Reward.Kind.ACTIVATE) {
      late(reward);
      return;
    }
    if (contradicts(reward, open)) {
      return;
    }
    ReceivedReward[] rewards = Received.add(open.rewards(), reward);
    if (rewards == open.rewards()) {
      desk.out.count(ServingCount.DUPLICATES, 1);
      return;
    }
    Policy algorithm = desk.algorithm(desk.state.head().get());
    boolean possible = open.learned() == null || algorithm.revisable();
    if (!desk.rules.corrections() || open.arms().length == 0 || !open.active() || !possible) {
      late(reward);
      return;
    }
    String shown = reward.arm() == null ? open.taken().arm() : reward.arm();
    LoadedPolicy work = desk.load(desk.state.head().get(), arms(open, shown));
    long version = work.head.get(Count.VERSION);
    OpenDecision next;
    try {
      teaching.requireObjectives(work, reward);
      next = teaching.echo(work, open, reward);
      if (next == null) {
        return;
      }
      next = teaching.teach(work, next.withRewards(rewards).withRevision(), true);
    } catch (IllegalArgumentException e) {
      desk.refuse(Reason.OUT_OF_RANGE, "value", e.getMessage());
      return;
    }
    work.save(next.taken().arm());
    desk.state.open().put(reward.decisionId(), next);
    desk.out.count(ServingCount.CORRECTED, 1);
    desk.out.resolved(
        new Outcome(
            slates.told(reward).decisionId(),
            reward.time(),
            desk.policy,
            next,
            Status.REWARDED,
            teaching.known(work, next),
            version));
  }

  /** Event time has come to where a decision, or a reward without one, is looked at. */
  void due(String id, long time) {
    OpenDecision open = desk.state.open().get(id);
    if (open == null) {
      dropEarly(id, time);
      return;
    }
    if (!open.is(OpenDecision.RESOLVED)) {
      if (open.deadline() > time) {
        return;
      }
      LoadedPolicy work = desk.load(desk.state.head().get(), open.taken().arm());
      settle(id, open, work, open.deadline());
      publisher.look(work, time);
      release(id);
    }
    long forgotten = open.deadline() + desk.rules.remember();
    if (forgotten <= time) {
      desk.state.open().remove(id);
    } else {
      desk.lookAt(id, forgotten);
    }
  }

  private void dropEarly(String id, long time) {
    HeldReward[] held = desk.state.early().get(id);
    if (held == null) {
      return;
    }
    HeldReward[] kept = new HeldReward[held.length];
    int count = 0;
    for (HeldReward one : held) {
      if (one.reward().time() + desk.rules.hold() > time) {
        kept[count++] = one;
      } else {
        desk.out.refuse(one.letter());
      }
    }
    if (count == 0) {
      desk.state.early().remove(id);
    } else {
      desk.state.early().put(id, Arrays.copyOf(kept, count));
      // The hold may have grown since their looks were arranged.
      desk.lookAt(id, kept[0].reward().time() + desk.rules.hold());
    }
  }
}
