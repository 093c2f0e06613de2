package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the clicks of a slate are credited to its positions.
 *
 * @param kind the model
 * @param examined probability that each position is looked at, from the top; empty where it is
 *     estimated
 */
public record ClickModel(Kind kind, List<Double> examined) implements Serializable {
  /** Every position is credited with its own rewards, as a decision for one arm is. */
  public static final ClickModel INDEPENDENT = new ClickModel(Kind.INDEPENDENT, List.of());

  /** The models. */
  public enum Kind {
    /** Every position is looked at. */
    INDEPENDENT,
    /** Users look from the top down to their first click: what stands below teaches nothing. */
    CASCADE,
    /** A position is looked at with a probability of its own, whatever stands there. */
    POSITION_BASED
  }

  private static final String POSITION = "position-based";

  /** Smallest probability of examination: below it a click would weigh too much. */
  private static final double LEAST = 0.01;

  /**
   * Reads {@code independent}, {@code cascade}, {@code position-based}, or the last with the
   * probabilities of examination, {@code position-based:1/0.6/0.4}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ClickModel parse(String text) {
    if (text.equals("independent")) {
      return INDEPENDENT;
    }
    if (text.equals("cascade")) {
      return new ClickModel(Kind.CASCADE, List.of());
    }
    if (text.equals(POSITION)) {
      return new ClickModel(Kind.POSITION_BASED, List.of());
    }
    if (!text.startsWith(POSITION + ":")) {
      throw new IllegalArgumentException(
          "independent, cascade, position-based or position-based:1/0.6/0.4");
    }
    List<Double> examined = new ArrayList<>();
    for (String number : text.substring(POSITION.length() + 1).split("/", -1)) {
      examined.add(probability(number));
    }
    return new ClickModel(Kind.POSITION_BASED, List.copyOf(examined));
  }

  private static double probability(String number) {
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    Checks.within("a probability of examination", value, LEAST, 1);
    return value;
  }

  /**
   * Checks that it can be learned with.
   *
   * @throws IllegalArgumentException when it cannot
   */
  public void check(Policy policy, RewardScale scale) {
    if (kind == Kind.INDEPENDENT) {
      return;
    }
    if (scale.cost() && !scale.ranged()) {
      throw new IllegalArgumentException(
          "independent, for a click is told from none by bandit.reward.range, which costs need");
    }
    if (policy.shape().objectives() > 1) {
      throw new IllegalArgumentException(
          "independent, for a policy of several objectives knows no click");
    }
  }

  /** Whether what a policy learns of a position has to wait for the end of its window. */
  public boolean waits(Policy policy) {
    return cascades() || (kind == Kind.POSITION_BASED && !Examination.scales(policy));
  }

  /** Whether the probabilities of examination are learned from clicks. */
  boolean estimates() {
    return kind == Kind.POSITION_BASED && examined.isEmpty();
  }

  boolean cascades() {
    return kind == Kind.CASCADE;
  }

  /** The given probability of position {@code l}, counted from 1: below the last that of it. */
  double given(int l) {
    return examined.isEmpty() ? 1 : examined.get(Math.min(l, examined.size()) - 1);
  }
}
