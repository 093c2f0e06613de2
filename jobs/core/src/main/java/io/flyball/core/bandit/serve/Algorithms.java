package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.ObservingPolicy;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import java.util.HashMap;
import java.util.Map;

/** Algorithms by name and size, built once. */
public final class Algorithms {
  private static final int KEPT = 1000;

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
      policy = PolicyName.parse(text, context, features, arms, horizon);
      if (policy instanceof ObservingPolicy) {
        throw new IllegalArgumentException(
            "'" + text + "' needs rewards of arms that were not shown, which no stream carries");
      }
      if (built.size() == KEPT) {
        built.clear();
      }
      built.put(key, policy);
    }
    return policy;
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
