package io.flyball.core.bandit.env;

import java.util.List;

/**
 * What a simulation found.
 *
 * @param rounds decisions taken
 * @param regret oracle regret, sum of best mean minus mean of the arm shown, after each percentage
 *     of the rounds in {@link #MARKS}
 * @param curve the same after each of {@link #POINTS} equal parts
 * @param uniformRegret expected regret of uniform play in the same rounds
 * @param bestFixedRegret regret of the one arm that, held for ever, would have been best
 * @param reward sum of the rewards drawn
 * @param learned rewards learned
 * @param pending decisions still waiting at the end
 * @param lost decisions whose reward never comes
 * @param switches how often the arm shown differed from the one before
 * @param auditZ largest |z| over the arms of sum(1{shown} - p) / sqrt(sum p(1-p)): beyond 4 the
 *     propensities are wrong; infinite when they do not sum to 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by name, never compared
public record Report(
    long rounds,
    double[] regret,
    double[] curve,
    double uniformRegret,
    double bestFixedRegret,
    double reward,
    long learned,
    long pending,
    long lost,
    long switches,
    double auditZ) {
  /** Percentages of the rounds at which regret is reported. */
  public static final List<Integer> MARKS = List.of(1, 10, 50, 100);

  /** Points of the curve. */
  public static final int POINTS = 200;

  public double finalRegret() {
    return regret[regret.length - 1];
  }

  /** Every decision is accounted for. */
  public boolean conserved() {
    return rounds == learned + pending + lost;
  }

  /** Rounds after which a point of the curve is taken. */
  public static long round(int point, long rounds) {
    return Math.max(1, Math.round((double) rounds * (point + 1) / POINTS));
  }
}
