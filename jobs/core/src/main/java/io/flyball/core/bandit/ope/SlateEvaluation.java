package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.slate.SlateClicks;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A candidate policy against a log of slates, slate by slate: each is judged by every {@link
 * SlateEstimator} before the candidate learns its positions. Positions that shorter slates lack
 * count with a reward of 0.
 *
 * <p>cascade-DR predicts from the slates before: Q_l learns r_l + sum over a of pi(a) Q_{l+1}(a),
 * from the last position back. Memory does not grow with the slates.
 */
public final class SlateEvaluation {
  private final Candidate candidate;
  private final int positions;
  private final double low;
  private final double high;
  private final Map<SlateEstimator, SlateSums> sums = new EnumMap<>(SlateEstimator.class);
  private final SlateWeights weights = new SlateWeights();
  private final ArmSupport support = new ArmSupport();
  private final PropensityCalibration calibration = new PropensityCalibration();
  private final CascadeRobust robust;
  private final SlateClicks clicks;
  private long slates;
  private double rewards;
  private double importances;
  private boolean sampled;

  /**
   * An evaluation without slates.
   *
   * @param positions of the longest slate
   * @param low smallest possible reward of a position, or of a slate where that has one for all
   * @param high largest possible one
   * @param global whether slates have one reward for all positions
   * @param model makes the one of a position from 0, which predicts from the rows before
   */
  public SlateEvaluation(
      Candidate candidate,
      int positions,
      double low,
      double high,
      boolean global,
      IntFunction<RewardModel> model) {
    this.candidate = candidate;
    this.positions = positions;
    this.low = low;
    this.high = high;
    this.clicks = new SlateClicks(positions);
    double least = global ? low : Math.min(low, positions * low);
    double most = global ? high : Math.max(high, positions * high);
    for (SlateEstimator each : SlateEstimator.values()) {
      boolean whole =
          each == SlateEstimator.SIPS
              || each == SlateEstimator.SNSIPS
              || each == SlateEstimator.PI
              || each == SlateEstimator.CASCADE_DR;
      sums.put(
          each,
          whole
              ? new SlateSums(each, 1, least, most)
              : new SlateSums(each, positions, Math.min(0, low), Math.max(0, high)));
      if (global && !whole) {
        sums.get(each).miss("the log has one reward for the whole slate, not for its positions");
      }
    }
    this.robust = new CascadeRobust(positions, model, false);
  }

  /** Takes the next slate; one that is out of range is refused before anything changes. */
  public void add(LoggedSlate slate) {
    List<LogRow> rows = slate.positions();
    int k = rows.size();
    double[] r = slate.rewards(positions, low, high);
    double[][] p = new double[k][];
    for (int l = 0; l < k; l++) {
      p[l] = candidate.probabilities(rows.get(l));
    }
    double importance = rows.get(0).decision().importance();
    weights.of(slate, p);
    double reward = slate.reward();
    slates++;
    rewards += importance * reward;
    importances += importance;
    sampled |= importance != 1;
    whole(SlateEstimator.SIPS, weights.joint(), reward, importance);
    whole(SlateEstimator.SNSIPS, weights.joint(), reward, importance);
    double[] w = ones();
    for (int l = 0; l < k; l++) {
      w[l] = weights.cascade(l);
    }
    byPosition(SlateEstimator.RIPS, w, r, importance);
    byPosition(SlateEstimator.SNRIPS, w, r, importance);
    if (weights.noMarginals().isEmpty()) {
      double[] marginals = ones();
      for (int l = 0; l < k; l++) {
        marginals[l] = weights.marginal(l);
      }
      byPosition(SlateEstimator.IIPS, marginals, r, importance);
      byPosition(SlateEstimator.SNIIPS, marginals, r, importance);
    } else {
      sums.get(SlateEstimator.IIPS).miss(weights.noMarginals());
      sums.get(SlateEstimator.SNIIPS).miss(weights.noMarginals());
    }
    if (weights.noPseudoInverse().isEmpty()) {
      whole(SlateEstimator.PI, weights.pseudoInverse(), reward, importance);
    } else {
      sums.get(SlateEstimator.PI).miss(weights.noPseudoInverse());
    }
    sums.get(SlateEstimator.CASCADE_DR)
        .add(
            new double[] {weights.joint()},
            new double[] {reward},
            robust.value(rows, p, r, weights::cascade, weights::cascade),
            importance);
    for (int l = 0; l < k; l++) {
      LogRow row = rows.get(l);
      int index = row.decision().index();
      support.add(row.decision().arms(), p[l], index, row.decision().propensity(), row.logged());
      calibration.add(row.logged(), index);
    }
    if (!slate.global()) {
      clicks.add(rows.stream().map(row -> row.decision().arm()).toList(), r);
      for (int l = 0; l < k; l++) {
        double[] marginals = weights.loggedMarginals(l);
        if (r[l] == 1 && marginals.length > 1) {
          clicks.intervened(l + 1, marginals);
        }
      }
    }
    rows.forEach(candidate::learn);
  }

  private double[] ones() {
    double[] ones = new double[positions];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void whole(SlateEstimator which, double w, double reward, double importance) {
    sums.get(which).add(new double[] {w}, new double[] {reward}, w * reward, importance);
  }

  private void byPosition(SlateEstimator which, double[] w, double[] r, double importance) {
    double z = 0;
    for (int l = 0; l < positions; l++) {
      z += w[l] * r[l];
    }
    sums.get(which).add(w, r, z, importance);
  }

  /** The estimators in their order. */
  public List<SlateSums> estimates() {
    return List.copyOf(sums.values());
  }

  public long slates() {
    return slates;
  }

  /** Mean reward of a slate under the policy of the log. */
  public double logged() {
    return rewards / importances;
  }

  /** Whether intervals hold: of a sub-sampled log nobody knows how many slates there were. */
  public boolean intervalHolds() {
    return !sampled;
  }

  /** What the log shows of the arms, over all positions. */
  public ArmSupport support() {
    return support;
  }

  /** Whether arms were shown as often as promised, over all positions. */
  public PropensityCalibration calibration() {
    return calibration;
  }

  /** What the clicks of the log tell of how users look at slates. */
  public SlateClicks clicks() {
    return clicks;
  }
}
