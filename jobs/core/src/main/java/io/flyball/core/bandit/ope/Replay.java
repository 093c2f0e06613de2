package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a policy that learns would have earned from the start, on the slates of another; a decision
 * for one arm is a slate of one position. What enters its history does so with probability min(1, c
 * pi/p), so that the history is one that the policy itself could have made, and is shorter than the
 * log ({@link Acceptance}).
 *
 * <p>Two values come out. Rejection sampling: the mean reward of what was accepted, by position
 * (Li, Chu, Langford, Wang, "Unbiased offline evaluation of contextual-bandit-based news article
 * recommendation algorithms", WSDM 2011). Doubly robust: R/C with R += c z and C += c over all
 * slates, each under the history of its moment (DR-ns; Dudik, Erhan, Langford, Li,
 * "Sample-efficient nonstationary policy evaluation for contextual bandits", UAI 2012), z the value
 * of the slate by {@link CascadeRobust}, for one position sum_a pi q + pi/p (r-q).
 *
 * <p>A slate that is shorter than others counts at the positions it lacks with weight 1 and reward
 * 0. The acceptance draw is a function of the seed, the slate's number and the position, so equal
 * logs give equal histories. Cost: that of the policy a slate.
 */
public final class Replay {
  private static final double MISS = 0.05;

  /** What of a slate enters the history, and where that is right. */
  public enum History {
    /** All positions or none: right whatever the rewards follow from. */
    SLATE,
    /** A position where all above it did: a reward follows from its position and those above. */
    PREFIX,
    /** A position by itself: each has arms of its own, and a reward follows from its arm alone. */
    SLOT
  }

  /**
   * How to replay.
   *
   * @param low smallest possible reward of a position, or of a slate that has one for all
   * @param high largest possible one
   * @param most c at first and at most, in (0, 1]
   * @param quantile in [0, 1]
   */
  public record Settings(
      History history, double low, double high, double most, double quantile, long seed) {}

  private final Candidate policy;
  private final Settings settings;
  private final int positions;
  private final CascadeRobust model;
  private final List<Acceptance> acceptances = new ArrayList<>();
  private final List<AnytimeInterval> intervals = new ArrayList<>();
  private final double[] rewards;
  private final Trace trace = new Trace();
  private final ArmSupport support = new ArmSupport();

  private long rows;
  private double robust;
  private double normaliser;
  private double logged;

  /**
   * A policy before the log.
   *
   * @param positions of the longest slate
   * @param global whether slates have one reward for all positions
   * @param model makes the one of a position, which predicts from the rows before it; null for none
   */
  public Replay(
      Candidate policy,
      Settings settings,
      int positions,
      boolean global,
      IntFunction<RewardModel> model) {
    boolean whole = settings.history() == History.SLATE;
    if (global && !whole) {
      throw new IllegalArgumentException(
          "the log has one reward for the whole slate, not for its positions: replay whole slates");
    }
    this.policy = policy;
    this.settings = settings;
    this.positions = positions;
    this.model = new CascadeRobust(positions, model, settings.history() == History.SLOT);
    int parts = whole ? 1 : positions;
    double low = settings.low();
    double high = settings.high();
    if (positions > 1 && !global) {
      low = Math.min(whole ? low : 0, whole ? positions * low : low);
      high = Math.max(whole ? high : 0, whole ? positions * high : high);
    }
    for (int l = 0; l < parts; l++) {
      acceptances.add(new Acceptance(settings.most(), settings.quantile()));
      intervals.add(new AnytimeInterval(low, high, MISS / parts));
    }
    this.rewards = new double[parts];
  }

  /** Takes the next decision for one arm. */
  public void add(LogRow row) {
    add(new LoggedSlate(row.id(), List.of(row), false));
  }

  /** Takes the next slate; one that is out of range is refused before anything changes. */
  public void add(LoggedSlate slate) {
    List<LogRow> slots = slate.positions();
    int k = slots.size();
    double[] r = slate.rewards(positions, settings.low(), settings.high());
    if (settings.history() == History.SLOT && k > 1 && slate.sharing() != 1) {
      throw new IllegalArgumentException(
          "its positions share arms, so none can enter by itself: replay whole slates or prefixes");
    }
    double[][] p = new double[k][];
    double[] ratios = new double[k];
    for (int l = 0; l < k; l++) {
      LoggedDecision decision = slots.get(l).decision();
      Checks.within("a logged propensity", decision.propensity(), Evaluation.LEAST_PROPENSITY, 1);
      p[l] = policy.probabilities(slots.get(l));
      ratios[l] = p[l][decision.index()] / decision.propensity();
    }
    double[] down = ratios.clone();
    for (int l = 1; l < k && settings.history() != History.SLOT; l++) {
      down[l] *= down[l - 1];
    }
    boolean whole = settings.history() == History.SLATE;
    double factor = acceptances.get(0).factor();
    robust += factor * model.value(slots, p, r, l -> down[whole ? k - 1 : l], l -> down[l]);
    normaliser += factor;
    logged += slate.reward();
    for (int l = 0; l < k; l++) {
      LoggedDecision decision = slots.get(l).decision();
      double[] known = slots.get(l).logged();
      support.add(decision.arms(), p[l], decision.index(), decision.propensity(), known);
    }
    boolean[] taken = taken(ratios, down[k - 1], r);
    rows++;
    for (int l = 0; l < k; l++) {
      if (taken[l]) {
        policy.learn(slots.get(l));
      }
    }
    boolean deepest = taken[positions - 1];
    if (deepest && trace.wants(last().accepted())) {
      trace.add((double) last().accepted(), rejectionSampling(), doublyRobust());
    }
  }

  /** Draws which positions enter, and counts their rewards. */
  private boolean[] taken(double[] ratios, double joint, double[] r) {
    boolean[] taken = new boolean[positions];
    if (settings.history() == History.SLATE) {
      if (takes(0, joint, Arrays.stream(r).sum())) {
        Arrays.fill(taken, true);
      }
      return taken;
    }
    for (int l = 0; l < positions; l++) {
      taken[l] = takes(l, l < ratios.length ? ratios[l] : 1, r[l]);
      if (!taken[l] && settings.history() == History.PREFIX) {
        break;
      }
    }
    return taken;
  }

  private boolean takes(int part, double w, double reward) {
    if (!acceptances.get(part).takes(w, Draws.uniform(settings.seed(), rows, part))) {
      return false;
    }
    rewards[part] += reward;
    intervals.get(part).add(1, reward);
    return true;
  }

  private Acceptance last() {
    return acceptances.get(acceptances.size() - 1);
  }

  public History history() {
    return settings.history();
  }

  /** Of the longest slate. */
  public int positions() {
    return positions;
  }

  public long rows() {
    return rows;
  }

  /** Lengths of the policy's history: in whole slates, or by position. */
  public long[] histories() {
    return acceptances.stream().mapToLong(Acceptance::accepted).toArray();
  }

  /** Length of the policy's history, of its shortest part. */
  public long accepted() {
    return Arrays.stream(histories()).min().orElseThrow();
  }

  /** How often it was drawn whether something enters. */
  public long drawn() {
    return acceptances.stream().mapToLong(Acceptance::drawn).sum();
  }

  /** How often a chance to be accepted was cut to 1. */
  public long truncated() {
    return acceptances.stream().mapToLong(Acceptance::truncated).sum();
  }

  /** Mean of what was cut from the chances, 0 without bias. */
  public double excess() {
    return acceptances.stream().mapToDouble(Acceptance::excess).sum() / drawn();
  }

  /** Mean reward of what was accepted, summed over positions; NaN where one has none. */
  public double rejectionSampling() {
    double sum = 0;
    for (int part = 0; part < rewards.length; part++) {
      sum += rewards[part] / acceptances.get(part).accepted();
    }
    return sum;
  }

  /** R/C. */
  public double doublyRobust() {
    return robust / normaliser;
  }

  /** Mean reward of a slate under the policy that made the log. */
  public double logged() {
    return logged / rows;
  }

  /** Of the mean reward of the history, at every moment at once: positions share its 5 %. */
  public double lower() {
    return intervals.stream().mapToDouble(AnytimeInterval::lower).sum();
  }

  public double upper() {
    return intervals.stream().mapToDouble(AnytimeInterval::upper).sum();
  }

  /** What the log shows of the arms that the policy wanted. */
  public ArmSupport support() {
    return support;
  }

  /**
   * Length of the history at the last position, the mean of its rewards, the doubly robust value.
   */
  public Trace trace() {
    return trace;
  }
}
