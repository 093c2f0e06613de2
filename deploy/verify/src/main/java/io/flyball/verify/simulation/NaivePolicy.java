package io.flyball.verify.simulation;

import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.DecisionRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an epsilon-greedy policy must decide when the whole history is known: no state, no timers;
 * for each decision the value of every arm is worked out from all decisions and rewards before it.
 * A decision is worth the largest of its rewards so far, 0 while there is none.
 *
 * <p>It does what docs/reference/bandit-job.md says: "Belongs to it when earned less than window
 * after the decision."; "Combined: earliest, average, median, sum, min or max."; "The decision ends
 * DEFAULTED."; "Arms that are best alike share the probability."
 */
final class NaivePolicy {
  static final double EPSILON = 0.2;
  static final long SEED = 7;
  static final long WINDOW = 5 * 60_000;
  static final long HOLD = 60_000;

  private static final String DECIDED = "decided ";
  private static final String RESOLVED = "resolved ";

  private NaivePolicy() {}

  static String decided(String id, String arm, double[] propensities) {
    return DECIDED + id + ' ' + arm + ' ' + Arrays.toString(propensities);
  }

  static String resolved(String id, long time, String status, double reward) {
    return RESOLVED + id + " at " + time + ": " + status + ' ' + reward;
  }

  /** Whether an output is of the kinds that are told here. */
  static boolean isTold(String output) {
    return output.startsWith(DECIDED) || output.startsWith(RESOLVED);
  }

  /**
   * @param history in event order
   */
  static List<String> of(List<PolicyEvent> history) {
    Map<String, String> shown = new HashMap<>();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      DecisionRequest request = history.get(i).request();
      if (request != null) {
        double[] propensities = propensities(request, history.subList(0, i), shown);
        String arm = request.arms()[drawn(propensities, Pick.draw(request.id(), SEED))];
        shown.put(request.id(), arm);
        told.add(decided(request.id(), arm, propensities));
        double[] rewards = rewards(request, history);
        told.add(
            resolved(
                request.id(),
                request.time() + WINDOW,
                rewards.length == 0 ? "DEFAULTED" : "REWARDED",
                worth(rewards)));
      }
    }
    return told;
  }

  private static double[] propensities(
      DecisionRequest request, List<PolicyEvent> before, Map<String, String> shown) {
    String[] arms = request.arms();
    double[] counts = new double[arms.length];
    double[] sums = new double[arms.length];
    for (PolicyEvent event : before) {
      if (event.request() != null
          && event.policy().equals(DecisionRequest.policyOf(request.id()))) {
        int arm = Arrays.asList(arms).indexOf(shown.get(event.id()));
        if (arm >= 0) {
          counts[arm]++;
          sums[arm] += worth(rewards(event.request(), before));
        }
      }
    }
    double count = Arrays.stream(counts).sum();
    double sum = Arrays.stream(sums).sum();
    double best = Double.NEGATIVE_INFINITY;
    for (int arm = 0; arm < arms.length; arm++) {
      best = Math.max(best, mean(arm, counts, sums, count, sum));
    }
    int tied = 0;
    for (int arm = 0; arm < arms.length; arm++) {
      tied += mean(arm, counts, sums, count, sum) == best ? 1 : 0;
    }
    double[] propensities = new double[arms.length];
    Arrays.fill(propensities, EPSILON / arms.length);
    for (int arm = 0; arm < arms.length; arm++) {
      propensities[arm] += mean(arm, counts, sums, count, sum) == best ? (1 - EPSILON) / tied : 0;
    }
    return propensities;
  }

  /** An arm that was never shown has the mean of all, with one failure more. */
  private static double mean(int arm, double[] counts, double[] sums, double count, double sum) {
    return counts[arm] > 0 ? sums[arm] / counts[arm] : sum / (count + 1);
  }

  private static int drawn(double[] propensities, double u) {
    double sum = 0;
    for (int i = 0; i < propensities.length; i++) {
      sum += propensities[i];
      if (u < sum) {
        return i;
      }
    }
    return propensities.length - 1;
  }

  /** Those that came in time. */
  private static double[] rewards(DecisionRequest request, List<PolicyEvent> known) {
    return known.stream()
        .map(PolicyEvent::reward)
        .filter(reward -> reward != null && reward.decisionId().equals(request.id()))
        .filter(reward -> reward.time() > request.time() - HOLD)
        .filter(reward -> reward.time() < request.time() + WINDOW)
        .mapToDouble((Reward reward) -> reward.values()[0])
        .toArray();
  }

  private static double worth(double[] rewards) {
    return Arrays.stream(rewards).max().orElse(0);
  }
}
