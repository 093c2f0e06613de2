package io.flyball.client;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.random.Draws;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Requests and rewards of one policy, as a page asks them: arms come and go, some are masked, in
 * any order; a part of the decisions is rewarded.
 *
 * @param algorithm whose inputs are given
 * @param objectives values of a reward
 */
record Play(String algorithm, int objectives) {
  private static final long NOON = 1_700_000_000_000L;
  private static final int CONTEXT = 3;
  private static final int FEATURES = 2;
  private static final long SEED = 16;

  static Play of(String algorithm) {
    return new Play(algorithm, algorithm.contains("objectives=2") ? 2 : 1);
  }

  private boolean features() {
    return PolicyName.withFeatures().stream().anyMatch(algorithm::startsWith);
  }

  /** Policies that read names are asked with names, and with dense numbers now and then. */
  private boolean named(int i) {
    return i % 5 > 0 && PolicyName.named().stream().anyMatch(algorithm::startsWith);
  }

  private static double draw(int i, int what) {
    return Draws.uniform(SEED, i, what);
  }

  DecisionRequest request(int i) {
    List<ArmOption> arms = new ArrayList<>();
    int known = 4 + i / 40;
    for (int arm = 0; arm < known; arm++) {
      // The first two are always there, so that one is eligible.
      if (arm < 2 || draw(i, 10 + arm) < 0.7) {
        arms.add((int) (draw(i, 30 + arm) * (arms.size() + 1)), option(i, arm));
      }
    }
    return DecisionRequest.newBuilder()
        .setId("news/" + i)
        .setTime(Instant.ofEpochMilli(NOON + 100L * i))
        .setContext(named(i) ? List.of() : numbers(i, 50, CONTEXT))
        .setNamedContext(
            named(i)
                ? Map.of("U", Map.of("age", draw(i, 50), "city", "c" + i % 3, "new", i % 2 == 0))
                : Map.of())
        .setArms(arms)
        .setWeights(objectives > 1 ? List.of(0.25, 0.75) : List.of())
        .build();
  }

  private ArmOption option(int i, int arm) {
    return ArmOption.newBuilder()
        .setId("arm-" + arm)
        .setFeatures(features() && !named(i) ? numbers(arm, 70, FEATURES) : List.of())
        .setNamedFeatures(
            named(i)
                ? Map.of("A", Map.of("tags", List.of("t" + arm % 2, "t" + arm % 3)))
                : Map.of())
        .setEligible(arm == 0 || draw(i, 90 + arm) < 0.8)
        .build();
  }

  private static List<Double> numbers(int i, int what, int length) {
    List<Double> numbers = new ArrayList<>();
    for (int k = 0; k < length; k++) {
      numbers.add(draw(i, what + k) - 0.3);
    }
    return numbers;
  }

  /** Of two decisions in three. */
  boolean rewarded(int i) {
    return draw(i, 1) < 0.67;
  }

  Reward reward(int i, Decision decision) {
    double[] values = new double[objectives];
    for (int k = 0; k < objectives; k++) {
      values[k] = draw(i, 2 + k) < 0.2 + 0.1 * Math.floorMod(decision.arm().hashCode(), 5) ? 1 : 0;
    }
    return new Reward(
        "r" + i,
        decision.time() + 50,
        decision.id(),
        Reward.Kind.VALUE,
        values.length == 0 ? AssignedArm.NONE : values,
        1,
        null,
        null,
        0,
        null);
  }
}
