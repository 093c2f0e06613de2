package io.flyball.core.reward;

import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.shape.ExplorationBonus;
import io.flyball.core.state.StoredLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Makes the rewards of one policy, or of one exposure without a decision: the first one at the
 * first feedback, and a correction whenever its components or its shaping change. Each component is
 * the newest signal of its kind by event time, so the last revision does not depend on arrival.
 *
 * <p>A correction is made under the rules in force when it is made; a component keeps the scale and
 * a decision the bonus it was first given, so that later feedback on others corrects nothing. The
 * state of a reward ends at its deadline or up to a sixteenth of its time later, with that of its
 * neighbours. Cost: O(components) a row and a handful of look-ups.
 */
public final class RewardLedger {
  /** State is released this many times in the time a reward is open. */
  private static final int GRAINS = 16;

  private final RewardSettings settings;
  private final RewardState state;
  private final RewardOutput out;
  private final RewardMaking making;
  private final SessionShaping sessions;
  private final ArmStatistics arms;
  private final Endings endings;
  private final AdaptedWeights weights;
  private final PredictedReaction reaction;
  private final DesignedReward designed;

  public RewardLedger(RewardSettings settings, RewardState state, RewardOutput out) {
    this.settings = settings;
    this.state = state;
    this.out = out;
    this.making = new RewardMaking(settings);
    this.sessions = new SessionShaping(settings.shaping(), state);
    this.arms = new ArmStatistics(state, settings.mostArms());
    this.endings = new Endings(state.agenda(), out::wakeAt);
    this.weights = new AdaptedWeights(settings, state, out);
    this.reaction = new PredictedReaction(settings.reaction(), state, out);
    this.designed = new DesignedReward(settings, state);
  }

  /**
   * To be called before the rules of a row are looked for: a policy that is over by then is
   * forgotten whether its timer has fired or not. Rows that wait come behind that timer.
   */
  public void expire(RewardRow row) {
    PolicyRewards policy = state.policy().get(RewardState.POLICY);
    if (!settings.ordered() && policy != null && isOver(policy, row.known() - 1)) {
      state.forget().run();
    }
  }

  /**
   * Takes a row; where order matters it waits until event time has reached it. What event time went
   * past without its partition may be about a reward that was made and forgotten: it is only
   * counted.
   */
  public void onRow(RewardRow row, long watermark, RewardRules rules) {
    if (endOf(row) <= watermark && state.open().get(row.entry()) == null) {
      out.count(RewardCount.FORGOTTEN, 1);
    } else if (settings.ordered() && row.known() > watermark) {
      StoredLists.append(state.waiting(), row.known(), row);
      out.wakeAt(row.known());
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
    end(endings.take(time), time);
    PolicyRewards policy = state.policy().get(RewardState.POLICY);
    if (policy != null && isOver(policy, time)) {
      state.forget().run();
    }
  }

  private boolean isOver(PolicyRewards policy, long time) {
    return policy.lastReward() != Long.MIN_VALUE && forgottenAt(policy) <= time;
  }

  private void take(RewardRow row, RewardRules rules) {
    OpenReward known = state.open().get(row.entry());
    if (known == null) {
      begin(row.unanswered() ? opened(row) : answered(opened(row), row), row, rules);
      out.count(RewardCount.FIRST, 1);
    } else if (row.unanswered() || !known.olderThan(row)) {
      out.count(RewardCount.UNCHANGED, 1);
    } else {
      boolean news = correct(answered(known, row), known, row, rules);
      out.count(news ? RewardCount.CORRECTED : RewardCount.UNCHANGED, 1);
    }
  }

  private OpenReward opened(RewardRow row) {
    boolean ofPolicy = row.isOfPolicy();
    return new OpenReward(
        row.decisionId(),
        ofPolicy ? row.surface() + '\n' + row.item() : "",
        ofPolicy ? row.session() : "",
        "",
        -1,
        Map.of(),
        0,
        0,
        0,
        0,
        0,
        row.item(),
        row.position());
  }

  /** The reward with the row's component. */
  private OpenReward answered(OpenReward before, RewardRow row) {
    OpenReward open = before.showing(row);
    boolean news = !open.components().containsKey(row.component());
    Held held =
        new Held(
            row.value(),
            standardised(row, row.component(), row.value(), news),
            row.signalTime(),
            row.source(),
            row.hindsight());
    boolean predicts = !reaction.isNone() && row.isOfPolicy();
    if (open.components().isEmpty() && !predicts) {
      return open.withComponents(Map.of(row.component(), held));
    }
    Map<String, Held> components = new HashMap<>(open.components());
    components.put(row.component(), held);
    if (predicts) {
      double p = reaction.of(components);
      double z = standardised(row, ReactionModel.COMPONENT, p, open.components().isEmpty());
      components.put(
          ReactionModel.COMPONENT, new Held(p, z, row.signalTime(), row.source(), false));
    }
    return open.withComponents(components);
  }

  /** Without a policy there is nothing to be compared with: 0. */
  private double standardised(RewardRow row, String component, double value, boolean news) {
    if (settings.memory() == 0) {
      return value;
    }
    Scale known = state.scales().get(component);
    Scale scale = known == null ? Scale.NONE : known;
    if (news && row.isOfPolicy()) {
      state.scales().put(component, scale.observe(value, settings.memory()));
    }
    return scale.standardise(value);
  }

  private void begin(OpenReward open, RewardRow row, RewardRules rules) {
    String sibling = putOnAgenda(row);
    if (open.arm().isEmpty()) {
      make(open.begun("", 0, 0, sibling), null, ArmStatistics.Arm.NONE, row, rules);
      return;
    }
    double shaping = shaping(open.session(), row, rules);
    ArmStatistics.Arm arm = enter(open.arm(), row.time());
    double bonus = bonus(rules.bonus(), arm.rewards().count());
    double added = designed.of(arm.name());
    OpenReward begun = open.begun(arm.name(), bonus, added, sibling).withShaping(shaping);
    make(begun, null, arm, row, rules);
  }

  /** Arranges for the end of a new reward; gives the decision that ends before it. */
  private String putOnAgenda(RewardRow row) {
    long grain = Math.max(1, settings.open() / GRAINS);
    return endings.add(row.entry(), endOf(row), grain);
  }

  /** When the reward of a row is forgotten. */
  private long endOf(RewardRow row) {
    long grain = Math.max(1, settings.open() / GRAINS);
    return -Math.floorDiv(-(row.shownAt() + settings.open()), grain) * grain;
  }

  /** Counts the arm of a new decision, and notes that its policy is alive. */
  private ArmStatistics.Arm enter(String name, long time) {
    PolicyRewards known = state.policy().get(RewardState.POLICY);
    PolicyRewards before = known == null ? PolicyRewards.NONE : known;
    PolicyRewards policy = before;
    ArmStatistics.Arm arm = arms.enter(name, policy.arms());
    if (arm.rewards().count() == 0 && arm.name().equals(name)) {
      policy = policy.withArms(policy.arms() + 1);
    }
    // Not at every reward: a tenth of the time is exact enough, and saves a write.
    if (policy.lastReward() == Long.MIN_VALUE
        || time > policy.lastReward() + settings.forget() / 10) {
      policy = policy.rewardedAt(time);
      out.wakeAt(forgottenAt(policy));
    }
    if (!policy.equals(before)) {
      state.policy().put(RewardState.POLICY, policy);
    }
    return arm;
  }

  private static double bonus(double lambda, long visits) {
    return lambda == 0 ? 0 : new ExplorationBonus(lambda, lambda).of(visits);
  }

  /** What the way through the session adds; corrects the step before. */
  private double shaping(String session, RewardRow row, RewardRules rules) {
    boolean shapes = !rules.potentials().isEmpty();
    if (session.isEmpty() || !(shapes || !designed.isNone())) {
      return 0;
    }
    SessionStep step = new SessionStep(row.shownAt(), row.entry(), row.surface());
    SessionStep previous = sessions.enter(session, step);
    if (!shapes) {
      return 0;
    }
    OpenReward open = previous == null ? null : state.open().get(previous.decisionId());
    if (open != null) {
      double added = sessions.added(session, previous, rules);
      if (correct(open.withShaping(added), open, row, rules)) {
        out.count(RewardCount.RESHAPED, 1);
      }
    }
    return sessions.added(session, step, rules);
  }

  private boolean correct(OpenReward open, OpenReward last, RewardRow row, RewardRules rules) {
    return make(open, last, arms.of(open.arm()), row, rules);
  }

  /** Emits the next revision when it says something new, and remembers it in any case. */
  private boolean make(
      OpenReward open, OpenReward last, ArmStatistics.Arm arm, RewardRow row, RewardRules rules) {
    SortedMap<String, Double> inputs = making.inputs(open);
    double plain = rules.weights().combine(inputs);
    double adapted = open.arm().isEmpty() ? 0 : weights.added(inputs, rules);
    Reward reward = making.of(open, inputs, plain, adapted, row.time(), row.id(), rules);
    double sum = plain + adapted;
    boolean news =
        last == null
            || reward.value() != last.value()
            || !Objects.equals(open.item(), last.item())
            || !reward.components().equals(making.components(last));
    Map<String, Double> then = last == null ? Map.of() : making.inputs(last);
    arms.made(arm, last == null, then, inputs, last == null ? 0 : last.plain(), sum);
    state.open().put(open.entry(), open.made(sum, reward.value(), news));
    if (news) {
      double unscaled = plain - reward.adjustments().getOrDefault(Reward.NORMALISING, 0.0);
      if (unscaled * plain < 0) {
        out.count(RewardCount.OPPOSED, 1);
      }
      out.emit(reward);
    }
    return news;
  }

  /** When a policy is forgotten for which no further first reward comes. */
  private long forgottenAt(PolicyRewards policy) {
    return policy.lastReward() + settings.forget() + settings.forget() / 10;
  }

  private void end(String last, long time) {
    List<OpenReward> over = new ArrayList<>();
    for (String id = last; !id.isEmpty(); id = over.get(over.size() - 1).sibling()) {
      over.add(state.open().get(id));
    }
    // A step's return needs the steps after it, which may end with it.
    over.forEach(designed::ended);
    for (OpenReward open : over) {
      state.open().remove(open.entry());
      weights.ended(open, time);
      reaction.ended(open, time);
      sessions.leave(open.session(), open.entry());
    }
  }
}
