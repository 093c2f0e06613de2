package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.ObservingPolicy;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import java.util.HashMap;
import java.util.Map;

/** Algorithms by name and size, built once. */
final class Algorithms {
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
}
