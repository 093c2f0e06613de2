package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.random.Draws;
import java.util.Arrays;

/**
 * What a policy that learns would have earned from the start, on the decisions of another: a row
 * enters its history with probability min(1, c pi(a|x,h)/p), so that the history is one that the
 * policy itself could have made, and is shorter than the log.
 *
 * <p>Two values come out. Rejection sampling: the mean reward of the rows accepted (Li, Chu,
 * Langford, Wang, "Unbiased offline evaluation of contextual-bandit-based news article
 * recommendation algorithms", WSDM 2011). Doubly robust: R/C with R += c (sum_a pi q + pi/p (r-q))
 * and C += c over all rows, each under the history of its moment (DR-ns; Dudik, Erhan, Langford,
 * Li, "Sample-efficient nonstationary policy evaluation for contextual bandits", UAI 2012).
 *
 * <p>c starts at {@code most} and after acceptances, each of the first 128 and then in steps of a
 * 64th of the history, becomes the smaller of {@code most} and the {@code quantile} of the p/pi
 * seen; quantile 0 takes the least. A row with c pi/p above 1 is accepted too seldom, which biases
 * the history: it is counted.
 *
 * <p>The acceptance draw is a function of the seed and the row's number, so equal logs give equal
 * histories. State: the last {@value #KEPT} values of p/pi. Cost: that of the policy a row.
 */
public final class Replay {
  private static final int KEPT = 1 << 12;

  private final Candidate policy;
  private final RewardModel model;
  private final double most;
  private final double quantile;
  private final long seed;
  private final AnytimeInterval interval;
  private final double[] ratios = new double[KEPT];
  private final Trace trace = new Trace();
  private final ArmSupport support = new ArmSupport();

  private long rows;
  private long accepted;
  private long truncated;
  private double excess;
  private double rewards;
  private double robust;
  private double normaliser;
  private double logged;
  private long ratioCount;
  private double c;

  /**
   * A policy before the log.
   *
   * @param model predicts a row from the rows before it; null for none, so that q = 0
   * @param most c at first and at most, in (0, 1]
   * @param quantile in [0, 1]
   */
  public Replay(
      Candidate policy,
      RewardModel model,
      double low,
      double high,
      double most,
      double quantile,
      long seed) {
    this.policy = policy;
    this.model = model;
    this.most = Checks.within("most", Checks.positive("most", most), 0, 1);
    this.quantile = Checks.within("quantile", quantile, 0, 1);
    this.seed = seed;
    this.interval = new AnytimeInterval(low, high, 0.05);
    this.c = most;
  }

  /** Takes the next row; one that is out of range is refused before anything changes. */
  public void add(LogRow row) {
    LoggedDecision decision = row.decision();
    int index = decision.index();
    interval.check(decision.reward());
    Checks.within("a logged propensity", decision.propensity(), Evaluation.LEAST_PROPENSITY, 1);
    double[] p = policy.probabilities(row);
    double w = p[index] / decision.propensity();
    double predicted = 0;
    double direct = 0;
    if (model != null) {
      predicted = model.predict(decision, index, 0);
      direct = model.value(decision, p, 0);
      model.add(decision, 0, 1);
    }
    robust += c * (direct + w * (decision.reward() - predicted));
    normaliser += c;
    logged += decision.reward();
    support.add(decision.arms(), p, index, decision.propensity(), row.logged());
    if (w > 0) {
      ratios[(int) (ratioCount++ % KEPT)] = 1 / w;
    }
    double chance = c * w;
    if (chance > 1) {
      truncated++;
      excess += chance - 1;
    }
    if (Draws.uniform(seed, rows++, 0) < chance) {
      accept(row);
    }
  }

  private void accept(LogRow row) {
    double reward = row.decision().reward();
    accepted++;
    rewards += reward;
    interval.add(1, reward);
    policy.learn(row);
    if (trace.wants(accepted)) {
      trace.add((double) accepted, rejectionSampling(), doublyRobust());
    }
    if (accepted % Math.max(1, accepted / 64) != 0) {
      return;
    }
    double[] sorted = Arrays.copyOf(ratios, (int) Math.min(ratioCount, KEPT));
    Arrays.sort(sorted);
    int at = (int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length));
    c = Math.min(most, sorted[at]);
  }

  public long rows() {
    return rows;
  }

  /** Length of the policy's history. */
  public long accepted() {
    return accepted;
  }

  /** Rows whose chance to be accepted was cut to 1. */
  public long truncated() {
    return truncated;
  }

  /** Mean of what was cut from the chances, 0 without bias. */
  public double excess() {
    return excess / rows;
  }

  /** Mean reward of the rows accepted; NaN without any. */
  public double rejectionSampling() {
    return rewards / accepted;
  }

  /** R/C. */
  public double doublyRobust() {
    return robust / normaliser;
  }

  /** Mean reward of the policy that made the log. */
  public double logged() {
    return logged / rows;
  }

  /** For the mean reward of the history, at every moment at once. */
  public AnytimeInterval interval() {
    return interval;
  }

  /** What the log shows of the arms that the policy wanted. */
  public ArmSupport support() {
    return support;
  }

  /** Accepted rows, the mean of their rewards and the doubly robust value. */
  public Trace trace() {
    return trace;
  }
}
