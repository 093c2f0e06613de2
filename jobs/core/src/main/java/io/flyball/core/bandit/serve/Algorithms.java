package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.ObservingPolicy;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Shape;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Algorithms by name and size, built once. */
public final class Algorithms {
  private static final int KEPT = 1000;

  /** Numbers kept for an arm, or for all of them together: 8 MiB; a matrix of 1,447 features. */
  static final int MOST_OF_ONE = 1 << 20;

  /**
   * Numbers kept by one that reads features by name, whose cost does not grow with them: 128 MiB.
   */
  private static final int MOST_OF_NAMED = 1 << 24;

  /** Numbers kept for a policy: 256 MiB. */
  static final int MOST_OF_ALL = 1 << 25;

  private record Sized(String text, int context, int features, int arms, long horizon) {}

  private final Map<Sized, Policy> built = new HashMap<>();

  /**
   * The algorithm of a name.
   *
   * @throws IllegalArgumentException for an unknown name, or one that cannot serve a stream
   */
  Policy of(String text, int context, int features, int arms, long horizon) {
    Sized key = new Sized(text, context, features, arms, horizon);
    Policy policy = built.get(key);
    if (policy == null) {
      policy = parse(text, context, features, arms, horizon);
      if (built.size() == KEPT) {
        built.clear();
      }
      built.put(key, policy);
    }
    return policy;
  }

  private static Policy parse(String text, int context, int features, int arms, long horizon) {
    Policy policy;
    Shape shape;
    try {
      policy = PolicyName.parse(text, context, features, arms, horizon);
      shape = policy.shape();
    } catch (ArithmeticException e) {
      throw tooLarge(text, context, features, "more than 2147483647");
    }
    int most = Math.max(shape.shared(), shape.perArm());
    if (policy.named() && most <= MOST_OF_NAMED) {
      return policy;
    }
    if (policy.named()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' keeps "
              + most
              + " numbers; at most "
              + MOST_OF_NAMED
              + " are allowed: give fewer bits or learners");
    }
    if (most > MOST_OF_ONE) {
      throw tooLarge(text, context, features, Integer.toString(most));
    }
    requireRoom(shape, Math.max(1, arms));
    return policy;
  }

  private static IllegalArgumentException tooLarge(
      String text, int context, int features, String numbers) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' keeps %s numbers for a context of %d and %d features of an arm; at most %d are"
                + " allowed",
            text,
            numbers,
            context,
            features,
            MOST_OF_ONE));
  }

  /**
   * Refuses a policy that would take too much of the heap.
   *
   * @throws IllegalArgumentException when so many arms are too many
   */
  static void requireRoom(Shape shape, long arms) {
    long numbers = shape.shared() + arms * shape.perArm();
    if (numbers > MOST_OF_ALL) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the policy would keep %d numbers for %d arms; at most %d are allowed",
              numbers,
              arms,
              MOST_OF_ALL));
    }
  }

  /**
   * Checks a name before there is any request: sizes are made up where they are not known.
   *
   * @param context length of the contexts, 0 when it is not known
   * @param shards into how many a policy is split
   * @return the algorithm
   * @throws IllegalArgumentException for what no policy could be served by
   */
  public static Policy check(String text, int context, long horizon, int shards) {
    Policy policy = new Algorithms().of(text, Math.max(1, context), 1, 2, horizon);
    if (shards > 1) {
      requireAdditive(text, policy);
    }
    return policy;
  }

  /**
   * Checks that an algorithm can learn rewards of a scale, and what is learned when none comes.
   *
   * @param whenNoneComes null for nothing
   * @return the algorithm
   * @throws IllegalArgumentException when it cannot
   */
  public static Policy checkRewards(
      String text, Policy policy, RewardScale scale, Double whenNoneComes) {
    if (policy.unitRewards() && scale.cost() && !scale.ranged()) {
      throw new IllegalArgumentException(
          "'" + text + "' learns from 0 to 1: give bandit.reward.range with costs");
    }
    if (whenNoneComes != null) {
      double lesson = scale.lesson(new double[] {whenNoneComes})[0];
      if (policy.unitRewards() && !(lesson >= 0 && lesson <= 1)) {
        throw new IllegalArgumentException(
            "'" + text + "' learns rewards from 0 to 1: give bandit.reward.range with others");
      }
    }
    return policy;
  }

  /**
   * Checks a candidate for off-policy evaluation in the same way.
   *
   * @throws IllegalArgumentException for one that cannot be evaluated on the algorithm's decisions
   */
  public static void checkCandidate(String text, String algorithm, int context, long horizon) {
    Algorithms all = new Algorithms();
    requireObjectives(
        text,
        all.of(text, Math.max(1, context), 1, 2, horizon),
        all.of(algorithm, Math.max(1, context), 1, 2, horizon));
  }

  static void requireObjectives(String text, Policy candidate, Policy policy) {
    if (candidate instanceof ObservingPolicy) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' learns from the rewards of all arms of its own decisions, so it cannot be"
              + " evaluated on those of another");
    }
    boolean dense = candidate.shape().context() + candidate.shape().features() > 0;
    if (policy.named() ? dense : candidate.named()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' reads "
              + (dense ? "dense numbers" : "features by name")
              + ", and the policy's algorithm does not: both must read the same");
    }
    if (candidate.shape().objectives() != policy.shape().objectives()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' learns "
              + candidate.shape().objectives()
              + " objectives, but rewards have "
              + policy.shape().objectives());
    }
  }

  static void requireAdditive(String text, Policy policy) {
    if (!policy.additive()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' cannot be split into shards, for its statistics are not sums; those of linucb,"
              + " lin-thompson, other policies on ridge, and of policies on counts are");
    }
  }
}
