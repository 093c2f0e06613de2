package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.join.Received;
import io.flyball.core.bandit.join.ReceivedReward;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Outcome.Status;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.record.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * Joins rewards to decisions and settles them. What a decision should have taught by now is a
 * function of its rewards, the rules and whether its window is over; the learner is told whenever
 * that differs from what it was told before.
 */
final class RewardJoiner {
  private final ServingContext desk;
  private final RewardLearner teaching;
  private final Evaluations evaluations;
  private final Publisher publisher;
  private final SlateRewards slates;
  private final EarlyRewards early;
  private final Corrections corrections;
  private final ClickCredit clicks;
  private final Observations observations;

  RewardJoiner(ServingContext desk, Evaluations evaluations, Publisher publisher) {
    this.desk = desk;
    this.teaching = new RewardLearner(desk);
    this.evaluations = evaluations;
    this.publisher = publisher;
    this.slates = new SlateRewards(desk);
    this.early = new EarlyRewards(desk);
    this.corrections = new Corrections(desk, teaching, slates);
    this.clicks = new ClickCredit(desk, teaching);
    this.observations = new Observations(desk);
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

  /**
   * Takes a reward, refuses it, or lets it wait for its decision.
   *
   * @return whether it was taken
   */
  boolean reward(HeldReward held) {
    boolean taken = desk.concerning(held.letter(), () -> join(held));
    if (taken) {
      seen(held.reward().time());
    }
    return taken;
  }

  private void seen(long time) {
    PolicyHead head = desk.state.head().get();
    if (head != null && time > head.get(Count.LAST_SEEN)) {
      head.set(Count.LAST_SEEN, time);
      desk.state.head().put(head);
    }
  }

  private void join(HeldReward held) {
    Reward reward = held.reward();
    OpenDecision open = remembered(reward.decisionId());
    if (open == null) {
      early.hold(held);
      return;
    }
    if (reward.kind() == Reward.Kind.OBSERVATION) {
      if (observations.admits(held, open)) {
        observe(reward, open);
      }
      return;
    }
    if (open.is(OpenDecision.OBSERVES)) {
      observations.refuseSingle();
      return;
    }
    List<Reward> parts = slates.of(reward, open);
    // What is for several positions counts for all of them or for none.
    if (parts.size() > 1 && parts.stream().anyMatch(this::contradicts)) {
      return;
    }
    for (Reward one : parts) {
      boolean same = one.decisionId().equals(reward.decisionId());
      OpenDecision place = same ? open : remembered(one.decisionId());
      if (place != null) {
        join(new HeldReward(one, held.letter(), held.clock()), one, place);
      }
    }
  }

  private boolean contradicts(Reward part) {
    OpenDecision place = remembered(part.decisionId());
    return place != null && corrections.contradicts(part, place);
  }

  private void observe(Reward observed, OpenDecision open) {
    LoadedPolicy work = desk.load(desk.state.head().get(), open.arms());
    long version = work.head.get(Count.VERSION);
    OpenDecision next;
    try {
      next = observations.learn(work, open, observed);
    } catch (IllegalArgumentException e) {
      desk.refuse(Reason.OUT_OF_RANGE, "rewards", e.getMessage());
      return;
    }
    desk.out.count(ServingCount.REWARDS, 1);
    double[] reward = desk.rules.aggregation().of(next.rewards());
    close(observed.decisionId(), next, work, observed.time(), Status.REWARDED, reward, version);
    publisher.look(work, observed.time());
  }

  private void join(HeldReward held, Reward reward, OpenDecision open) {
    if (open.is(OpenDecision.RESOLVED)) {
      corrections.afterwards(reward, open);
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
    early.drop(id, desk.out.reached());
    release(id);
  }

  private void release(String id) {
    for (HeldReward one : early.take(id)) {
      reward(one);
    }
  }

  /** Late by its own time, though event time is not there yet: a correction once it is. */
  private void overdue(HeldReward held, Reward reward, OpenDecision open) {
    boolean activates = reward.kind() == Reward.Kind.ACTIVATE;
    if (!activates && Received.add(open.rewards(), reward) == open.rewards()) {
      desk.out.count(ServingCount.DUPLICATES, 1);
      return;
    }
    if (!desk.rules.corrections() || activates || !early.park(held)) {
      corrections.late(reward);
    } else {
      desk.leave();
    }
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
    if (corrections.contradicts(reward, open)) {
      return;
    }
    PolicyHead head = desk.state.head().get();
    String shown = reward.arm() == null ? open.taken().arm() : reward.arm();
    LoadedPolicy work = desk.load(head, Corrections.arms(open, shown));
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
    OpenDecision open = clicks.looked(id, pending, work);
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
    close(id, taught, work, time, status, reward, version);
  }

  private void close(
      String id,
      OpenDecision open,
      LoadedPolicy work,
      long time,
      Status status,
      double[] reward,
      long version) {
    OpenDecision taught = open.with(OpenDecision.RESOLVED);
    work.head.add(Count.PENDING, -1);
    desk.out.count(ServingCount.PENDING, -1);
    desk.out.count(ServingCount.valueOf(status.name()), 1);
    evaluations.add(work, taught, reward, time, teaching.gone(work, taught));
    work.save(taught.taken().arm());
    desk.state.open().put(id, desk.rules.corrections() ? taught : taught.compact());
    String decision = taught.place().decision(id);
    desk.out.resolved(new Outcome(decision, time, desk.policy, taught, status, reward, version));
  }

  /** Event time has come to where a decision, or a reward without one, is looked at. */
  void due(String id, long time) {
    OpenDecision open = desk.state.open().get(id);
    if (open == null) {
      early.drop(id, time);
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
}
