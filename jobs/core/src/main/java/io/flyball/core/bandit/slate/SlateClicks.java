package io.flyball.core.bandit.slate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How users look at slates, from the clicks of a log: the examination of each position by
 * expectation maximisation ({@link PositionBasedClicks}) and by interventions ({@link
 * ExaminationHarvest}), beside the cascade model ({@link CascadeClicks}).
 *
 * <p>Memory: two numbers a position and arm. Cost: O(k) a slate.
 */
public final class SlateClicks {
  private static final double TOLERANCE = 1e-9;
  private static final int STEPS = 20_000;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final CascadeClicks cascade = new CascadeClicks();
  private final ExaminationHarvest harvest;
  private final double[][] clicks;
  private final double[][] shown;
  private boolean onlyClicks = true;
  private boolean any;

  /**
   * @param positions of the longest slate
   */
  public SlateClicks(int positions) {
    harvest = new ExaminationHarvest(positions);
    clicks = new double[positions][16];
    shown = new double[positions][16];
  }

  /**
   * Adds a slate.
   *
   * @param arms from the top
   * @param rewards by position: 1 for a click, 0 for none; with any other there are no clicks
   */
  public void add(List<String> arms, double[] rewards) {
    int[] slate = new int[arms.size()];
    boolean[] clicked = new boolean[slate.length];
    for (int l = 0; l < slate.length; l++) {
      onlyClicks &= rewards[l] == 0 || rewards[l] == 1;
      slate[l] = number(arms.get(l));
      clicked[l] = rewards[l] == 1;
      any |= clicked[l];
      clicks[l][slate[l]] += clicked[l] ? 1 : 0;
      shown[l][slate[l]]++;
    }
    cascade.add(slate, clicked);
  }

  /**
   * Adds a click on an arm whose position was drawn.
   *
   * @param position counted from 1
   * @param marginals probability of the arm at each position
   */
  public void intervened(int position, double[] marginals) {
    harvest.click(position, marginals);
  }

  /** Examination of a position by interventions, against the first one's; NaN where unknown. */
  public double harvested(int position) {
    return harvest.ratio(position);
  }

  private int number(String arm) {
    Integer known = numbers.get(arm);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(arm, number);
    if (number == clicks[0].length) {
      for (int l = 0; l < clicks.length; l++) {
        clicks[l] = Arrays.copyOf(clicks[l], 2 * number);
        shown[l] = Arrays.copyOf(shown[l], 2 * number);
      }
    }
    return number;
  }

  /** Whether the rewards are clicks, and there are some. */
  public boolean known() {
    return onlyClicks && any && clicks.length > 1;
  }

  /** The cascade model of the clicks. */
  public CascadeClicks cascade() {
    return cascade;
  }

  /** The position-based model of the clicks, from examinations of 1/l. */
  public PositionBasedClicks positionBased() {
    double[] theta = new double[clicks.length];
    Arrays.setAll(theta, l -> 1.0 / (l + 1));
    double[] alpha = new double[Math.max(1, numbers.size())];
    Arrays.fill(alpha, 0.5);
    return new PositionBasedClicks(theta, alpha).fit(clicks, shown, TOLERANCE, STEPS);
  }

  /** Log-likelihood of the clicks under a position-based model of them. */
  public double logLikelihood(PositionBasedClicks model) {
    return model.logLikelihood(clicks, shown);
  }
}
