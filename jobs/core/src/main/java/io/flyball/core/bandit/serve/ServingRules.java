package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Aggregation;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.ope.Evaluation.Limits;
import java.io.Serializable;
import java.util.Map;

/**
 * How a policy is served. Times are in ms.
 *
 * @param mode what it does with a request
 * @param algorithm name and parameters, see {@link io.flyball.core.bandit.PolicyName}
 * @param context length of the contexts; 0 takes that of the first request
 * @param horizon rounds planned, for algorithms that need it
 * @param seed of the draws
 * @param window from a decision to the first reward that is late
 * @param hold how long a reward waits for its decision
 * @param remember how long a resolved decision is remembered after its window
 * @param aggregation how several rewards become one
 * @param defaultReward what is learned when none comes; null for none
 * @param learning when it is learned
 * @param corrections whether late rewards are learned too
 * @param echo whether a reward that names another arm is believed
 * @param forgetAfter how long a silent policy is kept
 * @param maxArms most arms of one policy
 * @param evict whether the arm least recently offered is forgotten for a new one beyond those
 * @param exploring the least that every arm is explored
 * @param scale how rewards are learned
 * @param publishing when snapshots are published
 * @param evaluating candidates for off-policy evaluation
 * @param sharding how a policy is split over several learners
 * @param clicks how the clicks of a slate are credited
 */
public record ServingRules(
    Mode mode,
    String algorithm,
    int context,
    long horizon,
    long seed,
    long window,
    long hold,
    long remember,
    Aggregation aggregation,
    Double defaultReward,
    Learning learning,
    boolean corrections,
    boolean echo,
    long forgetAfter,
    int maxArms,
    boolean evict,
    Exploring exploring,
    RewardScale scale,
    Publishing publishing,
    Evaluating evaluating,
    Sharding sharding,
    ClickModel clicks)
    implements Serializable {

  /** The same with a click model. */
  public ServingRules with(ClickModel next) {
    return new ServingRules(
        mode,
        algorithm,
        context,
        horizon,
        seed,
        window,
        hold,
        remember,
        aggregation,
        defaultReward,
        learning,
        corrections,
        echo,
        forgetAfter,
        maxArms,
        evict,
        exploring,
        scale,
        publishing,
        evaluating,
        sharding,
        next);
  }

  /**
   * What is explored whatever the algorithm wants.
   *
   * @param least probability of each arm
   * @param total probability that is shared by all arms alike
   */
  public record Exploring(double least, double total) implements Serializable {
    public static final Exploring NONE = new Exploring(0, 0);

    double least(int arms) {
      return Math.max(least, total / arms);
    }
  }

  /**
   * When snapshots are published.
   *
   * @param every changes of the statistics between two looks; 0 for never
   * @param atLeast ms between two snapshots, whether anything has changed or not; 0 for no limit
   * @param threshold least mean total variation from the published policy
   * @param beta where above 0, a third of the discrepancy that is worth a snapshot, in place of the
   *     threshold
   * @param budget largest one; a larger is held, which none is at 1
   * @param probes questions that it is measured on
   */
  public record Publishing(
      long every, long atLeast, double threshold, double beta, double budget, int probes)
      implements Serializable {

    public Publishing(long every, long atLeast, double threshold, double budget, int probes) {
      this(every, atLeast, threshold, 0, budget, probes);
    }
  }

  /**
   * Several learners of one policy.
   *
   * @param shards 1 for an undivided policy
   * @param every decisions of the whole policy between two exchanges of what was learned
   * @param part share of the arms that an exchange tells of, those that changed most; 1 for all
   */
  public record Sharding(int shards, long every, double part) implements Serializable {
    public static final Sharding NONE = new Sharding(1, 1, 1);
  }

  /**
   * Off-policy evaluation.
   *
   * @param candidates algorithms by name
   * @param every outcomes between two reports
   * @param least effective sample size below which an estimate is refused
   * @param low smallest possible reward
   * @param high largest possible reward
   * @param alpha probability that the interval ever misses the truth
   * @param limits where estimators give up weight for variance
   */
  public record Evaluating(
      Map<String, String> candidates,
      long every,
      double least,
      double low,
      double high,
      double alpha,
      Limits limits)
      implements Serializable {}
}
