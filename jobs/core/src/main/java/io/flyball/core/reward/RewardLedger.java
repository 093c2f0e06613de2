package io.flyball.core.reward;

import io.flyball.core.feedback.Agenda;
import io.flyball.core.reward.shape.ExplorationBonus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the rewards of one policy, or of one exposure without a decision: the first one at the
 * first feedback, and a correction whenever its components or its shaping change. Each component is
 * the newest signal of its kind by event time, so the last revision does not depend on arrival.
 *
 * <p>A correction is made under the rules in force when it is made; a component keeps the scale and
 * a decision the bonus it was first given, so that later feedback on others corrects nothing. State
 * ends at the deadline of each reward. Cost: O(components) a row and a handful of look-ups.
 */
public final class RewardLedger {
  private final RewardSettings settings;
  private final RewardState state;
  private final RewardOutput out;
  private final RewardMaking making;
  private final SessionShaping sessions;
  private final ArmStatistics arms;

  public RewardLedger(RewardSettings settings, RewardState state, RewardOutput out) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.making = new RewardMaking(settings);
    this.sessions = new SessionShaping(settings.shaping(), state);
    this.arms = new ArmStatistics(state, settings.mostArms());
  }

  /** Takes a row; where order matters it waits until event time has reached it. */
  public void onRow(RewardRow row, long watermark, RewardRules rules) {
    if (settings.ordered() && row.time() > watermark) {
      Agenda.append(state.waiting(), row.time(), row);
      out.wakeAt(row.time());
      out.count(RewardCount.WAITING, 1);
    } else {
      take(row, rules);
    }
  }

  /** Whether rows wait for {@code time}. */
  public boolean waitsFor(long time) {
    return state.waiting().get(time) != null;
  }

  /** Event time has reached {@code time}: rows that waited for it, then deadlines. */
  public void onTime(long time, RewardRules rules) {
    List<RewardRow> due = state.waiting().get(time);
    if (due != null) {
      state.waiting().remove(time);
      out.count(RewardCount.WAITING, -due.size());
      due.stream().sorted(RewardRow.EVENT_ORDER).forEach(row -> take(row, rules));
    }
    List<String> ending = state.agenda().get(time);
    if (ending != null) {
      state.agenda().remove(time);
      ending.forEach(id -> end(id, time));
    }
  }

  private void take(RewardRow row, RewardRules rules) {
    OpenReward known = state.open().get(row.decisionId());
    if (known == null) {
      OpenReward opened = opened(row);
      make(begun(row.unanswered() ? opened : answered(opened, row), row, rules), null, row, rules);
      out.count(RewardCount.FIRST, 1);
    } else if (row.unanswered() || !known.olderThan(row)) {
      out.count(RewardCount.UNCHANGED, 1);
    } else {
      boolean news = make(answered(known, row), known, row, rules);
      out.count(news ? RewardCount.CORRECTED : RewardCount.UNCHANGED, 1);
    }
  }

  private OpenReward opened(RewardRow row) {
    boolean ofPolicy = !row.policy().isEmpty();
    return new OpenReward(
        row.decisionId(),
        ofPolicy ? row.surface() + '\n' + row.item() : "",
        ofPolicy ? row.session() : "",
        row.shownAt() + settings.open(),
        -1,
        Map.of(),
        0,
        0,
        0,
        0);
  }

  /** The reward with the row's component. */
  private OpenReward answered(OpenReward open, RewardRow row) {
    boolean news = !open.components().containsKey(row.component());
    Map<String, Held> components = new HashMap<>(open.components());
    components.put(
        row.component(),
        new Held(
            row.value(),
            settings.memory() == 0 ? row.value() : standardised(row, news),
            row.signalTime(),
            row.source(),
            row.hindsight()));
    return open.withComponents(components);
  }

  /** Without a policy there is nothing to be compared with: 0. */
  private double standardised(RewardRow row, boolean news) {
    Scale known = state.scales().get(row.component());
    Scale scale = known == null ? Scale.NONE : known;
    if (news && !row.policy().isEmpty()) {
      state.scales().put(row.component(), scale.observe(row.value(), settings.memory()));
    }
    return scale.standardise(row.value());
  }

  private OpenReward begun(OpenReward open, RewardRow row, RewardRules rules) {
    Agenda.append(state.agenda(), open.deadline(), open.decisionId());
    out.wakeAt(open.deadline());
    if (open.arm().isEmpty()) {
      return open;
    }
    keepPolicy(row.time());
    String arm = arms.enter(open.arm());
    double bonus = bonus(rules.bonus(), arms.count(arm));
    OpenReward begun = open.counted(arm, bonus);
    if (open.session().isEmpty() || rules.potentials().isEmpty()) {
      return begun;
    }
    SessionStep step = new SessionStep(row.shownAt(), row.decisionId(), row.surface());
    SessionStep previous = sessions.enter(open.session(), step);
    if (previous != null) {
      reshape(previous, row, rules);
    }
    return begun.withShaping(sessions.added(open.session(), step, rules));
  }

  private static double bonus(double lambda, long visits) {
    return lambda == 0 ? 0 : new ExplorationBonus(lambda, lambda).of(visits);
  }

  private void reshape(SessionStep previous, RewardRow row, RewardRules rules) {
    OpenReward open = state.open().get(previous.decisionId());
    if (open != null) {
      double added = sessions.added(open.session(), previous, rules);
      if (make(open.withShaping(added), open, row, rules)) {
        out.count(RewardCount.RESHAPED, 1);
      }
    }
  }

  /** Emits the next revision when it says something new, and remembers it in any case. */
  private boolean make(OpenReward open, OpenReward last, RewardRow row, RewardRules rules) {
    Reward reward = making.of(open, row.time(), row.id(), rules);
    boolean news =
        last == null
            || reward.value() != last.value()
            || !reward.components().equals(making.components(last));
    double plain = making.plain(open, rules.weights());
    if (!open.arm().isEmpty()) {
      Map<String, Double> then = last == null ? Map.of() : making.inputs(last);
      double before = last == null ? 0 : last.plain();
      arms.made(open.arm(), last == null, then, making.inputs(open), before, plain);
    }
    state.open().put(open.decisionId(), open.made(plain, reward.value(), news));
    if (news) {
      out.emit(reward);
    }
    return news;
  }

  /** Notes that the policy is alive; it is forgotten when no first reward came for long. */
  private void keepPolicy(long time) {
    PolicyRewards known = state.policy().get(RewardState.POLICY);
    PolicyRewards policy = known == null ? PolicyRewards.NONE : known;
    if (policy.lastReward() == Long.MIN_VALUE) {
      schedulePolicy(time);
    }
    // Not at every reward: a tenth of the time is exact enough, and saves a write.
    if (policy.lastReward() == Long.MIN_VALUE
        || time > policy.lastReward() + settings.forget() / 10) {
      state.policy().put(RewardState.POLICY, policy.rewardedAt(time));
    }
  }

  private void schedulePolicy(long lastReward) {
    long end = lastReward + settings.forget() + settings.forget() / 10;
    Agenda.append(state.agenda(), end, RewardState.POLICY);
    out.wakeAt(end);
  }

  private void end(String id, long time) {
    if (id.equals(RewardState.POLICY)) {
      long last = state.policy().get(RewardState.POLICY).lastReward();
      if (last + settings.forget() + settings.forget() / 10 > time) {
        schedulePolicy(last);
      } else {
        state.forget().run();
      }
      return;
    }
    OpenReward open = state.open().get(id);
    state.open().remove(id);
    sessions.leave(open.session(), id);
  }
}
